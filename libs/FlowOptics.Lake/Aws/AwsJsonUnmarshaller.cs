using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace FlowOptics.Lake.Aws;

/// <summary>An answer's document, or the error that it is: <c>{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"…"}</c>.</summary>
internal sealed class AwsJsonUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) => new AwsJsonResponse { Body = Read(context) };

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var (code, message) = Describe(Read(context));
        return new(message ?? $"HTTP {(int)statusCode}", innerException, (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver, code, context.ResponseData.GetHeaderValue("x-amzn-RequestId"), statusCode);
    }

    private static byte[] Read(JsonUnmarshallerContext context)
    {
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);
        return body.ToArray();
    }

    private static (string? Code, string? Message) Describe(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var type = root.TryGetProperty("__type", out var typed) ? typed.GetString() : null;
            var message = root.TryGetProperty("message", out var lower) || root.TryGetProperty("Message", out lower) ? lower.GetString() : null;
            return (type?[(type.IndexOf('#', StringComparison.Ordinal) + 1)..], message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A proxy's own page, or nothing: the status says enough.
            return (null, null);
        }
    }
}
