using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Athena;

/// <summary>Athena's JSON protocol.</summary>
internal sealed class AthenaService : IAwsService
{
    private const string ContentType = "application/x-amz-json-1.1";

    public string Name => "athena";

    public string OperationOf(AwsRequest request) => JsonRpc.OperationOf(request);

    public Task AnswerAsync(AwsRequest request, string operation) =>
        throw new AwsException(400, "UnknownOperationException", $"The operation {operation} is not one of the emulator's.");

    public Task WriteErrorAsync(AwsRequest request, AwsException error)
    {
        var document = new JsonObject { ["__type"] = error.Code };
        foreach (var (name, value) in error.Details) document[name] = value;
        // Athena's own errors say Message, those of the layer before it say message; SDKs read both.
        document[error.Code.EndsWith("Exception", StringComparison.Ordinal) && error.Details.Count > 0 ? "Message" : "message"] = error.Message;
        return JsonRpc.WriteAsync(request, ContentType, document, error.Status);
    }

    public AwsException Throttled() => new(400, "ThrottlingException", "Rate exceeded");

    public AwsException Refused(AwsException signature) => signature.Code switch
    {
        "InvalidAccessKeyId" => new AwsException(400, "UnrecognizedClientException", "The security token included in the request is invalid."),
        "RequestTimeTooSkewed" => new AwsException(400, "InvalidSignatureException", $"Signature expired: {signature.Message}"),
        "AccessDenied" => new AwsException(400, "MissingAuthenticationTokenException", "Missing Authentication Token"),
        _ => new AwsException(400, "InvalidSignatureException", signature.Message),
    };
}
