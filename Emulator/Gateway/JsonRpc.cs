using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Gateway;

/// <summary>AWS's JSON protocol: the operation in X-Amz-Target, one document each way.</summary>
internal static class JsonRpc
{
    /// <summary>Of a request, where its service says no other.</summary>
    public const int MaxBody = 2 * 1024 * 1024;

    public static string OperationOf(AwsRequest request)
    {
        var target = request.Header("X-Amz-Target") ?? "";
        return target[(target.LastIndexOf('.') + 1)..];
    }

    /// <exception cref="AwsException">SerializationException.</exception>
    public static async Task<JsonObject> ReadAsync(AwsRequest request, int most = MaxBody)
    {
        var body = await request.ReadBodyAsync(most);
        if (body.Length == 0) return [];
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw Malformed("Start of structure or map found where not expected.");
        }
        catch (JsonException wrong)
        {
            throw Malformed(wrong.Message);
        }
    }

    public static Task WriteAsync(AwsRequest request, string contentType, JsonObject? document, int status = 200)
    {
        var response = request.Http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.Headers["x-amzn-RequestId"] = request.Id;
        var bytes = document is null ? [] : Encoding.UTF8.GetBytes(document.ToJsonString());
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, request.Aborted).AsTask();
    }

    /// <summary>A member's text; null where it is missing.</summary>
    /// <exception cref="AwsException">It is something else.</exception>
    public static string? Text(this JsonObject document, string name) => Get<string>(document, name, JsonValueKind.String);

    public static int? Number(this JsonObject document, string name) => document[name] is null ? null : Value<int>(document, name);

    public static long? Long(this JsonObject document, string name) => document[name] is null ? null : Value<long>(document, name);

    public static bool? Flag(this JsonObject document, string name) => document[name] is null ? null : Value<bool>(document, name);

    public static JsonObject? Object(this JsonObject document, string name) =>
        document[name] is not { } node ? null : node as JsonObject ?? throw Malformed($"{name} is not an object");

    public static IEnumerable<JsonObject> Objects(this JsonObject document, string name) =>
        Array(document, name).Select(node => node as JsonObject ?? throw Malformed($"{name} holds what is not an object"));

    public static IEnumerable<string> Texts(this JsonObject document, string name) =>
        Array(document, name).Select(node => node is JsonValue value && value.TryGetValue<string>(out var text) ? text
            : throw Malformed($"{name} holds what is not a string"));

    private static JsonArray Array(JsonObject document, string name) =>
        document[name] is not { } node ? [] : node as JsonArray ?? throw Malformed($"{name} is not a list");

    private static T? Get<T>(JsonObject document, string name, JsonValueKind kind)
        where T : class
    {
        if (document[name] is not { } node) return null;
        return node.GetValueKind() == kind ? node.GetValue<T>() : throw Malformed($"{name} is not a {kind.ToString().ToLowerInvariant()}");
    }

    private static T Value<T>(JsonObject document, string name)
        where T : struct =>
            document[name] is JsonValue value && value.TryGetValue<T>(out var number) ? number : throw Malformed($"{name} is not of its type");

    private static AwsException Malformed(string message) => new(400, "SerializationException", message);
}
