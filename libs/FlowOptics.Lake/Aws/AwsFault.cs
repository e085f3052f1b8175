using Amazon.Runtime;

namespace FlowOptics.Lake.Aws;

/// <summary>What goes wrong with all of AWS's services alike, and the mends.</summary>
public static class AwsFault
{
    /// <summary>Whether an exception is of AWS or the way to it; not of the caller, who may have cancelled.</summary>
    public static bool IsFault(Exception e, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && e is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or OperationCanceledException;

    /// <param name="service">As the reader calls it: S3, SQS.</param>
    /// <returns>Cause and mend, without a full stop; what AWS itself says where it is nothing that all services have.</returns>
    public static string Reason(Exception e, string service) => e switch
    {
        AmazonServiceException refused => Reason(refused),
        // The SDK says so, in a list of all that it tried, and has no type for it.
        AmazonClientException when e.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) =>
            "no AWS credentials were found; give the service a role, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        HttpRequestException or OperationCanceledException => $"{service} cannot be reached ({Innermost(e)}); look at the network, the region, and AWS_ENDPOINT_URL if it is set",
        _ => Innermost(e),
    };

    private static string Reason(AmazonServiceException e) => e.ErrorCode switch
    {
        "RequestTimeTooSkewed" or "RequestExpired" => $"this machine's clock differs from AWS's by more than a quarter of an hour ({e.Message}); set it",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "ExpiredTokenException" or "InvalidToken" or "TokenRefreshRequired" or "InvalidClientTokenId"
            or "UnrecognizedClientException" or "AuthFailure" => $"AWS refuses the credentials ({e.ErrorCode}); give ones that are valid",
        "SlowDown" or "Throttling" or "ThrottlingException" or "RequestThrottled" or "RequestLimitExceeded" or "ServiceUnavailable" or "InternalError" or "InternalFailure" or "RequestTimeout" =>
            $"AWS does not serve it now ({e.ErrorCode}); it is tried again",
        var code => $"AWS says {code} ({e.Message})",
    };

    private static string Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e.Message;
}
