using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Gateway;

/// <summary>Errors of services that speak version 1.1 of AWS's JSON protocol.</summary>
internal static class JsonErrors
{
    public const string ContentType = "application/x-amz-json-1.1";

    public static AwsException Unknown(string operation) =>
        new(400, "UnknownOperationException", $"The operation {operation} is not one of the emulator's.");

    public static Task WriteAsync(AwsRequest request, AwsException error) =>
        JsonRpc.WriteAsync(request, ContentType, new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }, error.Status);

    /// <summary>A refused signature, said in S3's words, in those of these services.</summary>
    public static AwsException Refused(AwsException signature) => signature.Code switch
    {
        "InvalidAccessKeyId" => new AwsException(400, "UnrecognizedClientException", "The security token included in the request is invalid."),
        "RequestTimeTooSkewed" => new AwsException(400, "InvalidSignatureException", $"Signature expired: {signature.Message}"),
        "AccessDenied" => new AwsException(400, "MissingAuthenticationTokenException", "Missing Authentication Token"),
        _ => new AwsException(400, "InvalidSignatureException", signature.Message),
    };
}
