using System.Net;
using Amazon.Runtime;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Lake;

/// <summary>What S3's refusals mean, and their mends.</summary>
internal static class S3Fault
{
    /// <summary>The connection was at fault: the same request may succeed at once.</summary>
    public static bool IsBroken(Exception e) =>
        e is HttpRequestException or IOException or OperationCanceledException or AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError };

    /// <param name="what">Without a full stop: "object 'x' of bucket 'y' cannot be read".</param>
    public static ObjectStoreException Of(Exception e, string what) => new($"{what}: {Reason(e)}", e);

    private static string Reason(Exception e) => e switch
    {
        AmazonServiceException service => Reason(service),
        AmazonClientException when e.Message.Contains("hash", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("checksum", StringComparison.OrdinalIgnoreCase) =>
            "what came differs from the checksum that S3 keeps with it; it is read again, and if this stays, put the object again",
        _ => AwsFault.Reason(e, "S3"),
    };

    private static string Reason(AmazonServiceException e) => e.ErrorCode switch
    {
        "NoSuchBucket" => "there is no such bucket; correct FlowOptics:Bucket, or make it",
        "NoSuchKey" or "NotFound" => "there is no such object",
        "PreconditionFailed" => "it was replaced while it was read; it is read again",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "TemporaryRedirect" or "IllegalLocationConstraintException" =>
            $"the bucket is in another region ({e.Message}); set AWS_REGION to it",
        "InvalidObjectState" => "it lies in an archive (Glacier); restore it, or keep flow logs out of archives",
        var code when code?.StartsWith("KMS", StringComparison.Ordinal) == true || e.Message.Contains("kms", StringComparison.OrdinalIgnoreCase) =>
            $"its key in KMS may not be used ({e.ErrorCode}: {e.Message}); allow this role kms:Decrypt, in the key's policy too where the key is another account's",
        "AccessDenied" or "Forbidden" or "AccessDeniedException" or "AllAccessDisabled" =>
            "access is denied; allow this role s3:ListBucket and s3:GetObject, in the bucket's policy too where the bucket is another account's, and set FlowOptics:S3:RequesterPays if the reader pays",
        _ => AwsFault.Reason(e, "S3"),
    };
}
