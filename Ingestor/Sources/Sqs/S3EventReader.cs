using System.Globalization;
using System.Net;
using System.Text.Json;

namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>
/// Reads what S3 says of new objects, however it came into the queue: by itself, through SNS, or through EventBridge.
/// <code>
/// {"Records":[{"eventSource":"aws:s3","eventTime":"2026-11-22T00:20:00.000Z","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"logs"},"object":{"key":"a+b.log","size":9,"eTag":"9f…","sequencer":"00…"}}}]}
/// {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"…","Bucket":"logs",…}
/// {"Type":"Notification","MessageId":"…","TopicArn":"…","Message":"{\"Records\":[…]}",…}
/// {"version":"0","detail-type":"Object Created","source":"aws.s3","time":"…","detail":{"bucket":{"name":"logs"},"object":{"key":"a b.log","size":9,"etag":"9f…","sequencer":"00…"}}}
/// </code>
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html (keys are URL-encoded there), https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html (and here they are not).
/// </remarks>
internal static class S3EventReader
{
    // SNS may stand once around another; more is a mistake, or malice.
    private const int MostWrappings = 3;

    /// <returns>Objects that were created; of what else happened (test events, deletions), nothing.</returns>
    /// <exception cref="S3EventException">It is no event of S3.</exception>
    public static IReadOnlyList<S3ObjectEvent> Read(string body) => Read(body, MostWrappings);

    private static List<S3ObjectEvent> Read(string body, int wrappings)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new S3EventException("it is JSON, but no event");
            if (root.TryGetProperty("Records", out var records)) return [.. records.EnumerateArray().Where(IsCreation).Select(Record)];
            if (Text(root, "Event") == "s3:TestEvent") return [];
            if (Text(root, "Type") == "Notification" && Text(root, "Message") is { } message && wrappings > 0) return Read(message, wrappings - 1);
            if (Text(root, "source") == "aws.s3") return Text(root, "detail-type") == "Object Created" ? [Bridged(root)] : [];
            throw new S3EventException("it is JSON, but no event of S3, nor one that came through SNS or EventBridge");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new S3EventException($"it cannot be read as an event of S3 ({e.Message})", e);
        }
    }

    private static bool IsCreation(JsonElement record)
    {
        if (Text(record, "eventSource") is not "aws:s3") throw new S3EventException($"it tells of '{Text(record, "eventSource")}', not of aws:s3");
        return Text(record, "eventName")?.StartsWith("ObjectCreated:", StringComparison.Ordinal) == true;
    }

    private static S3ObjectEvent Record(JsonElement record)
    {
        var s3 = record.GetProperty("s3");
        var told = s3.GetProperty("object");
        return Event(s3, told, WebUtility.UrlDecode(told.GetProperty("key").GetString()!), "eTag", Text(record, "eventTime"));
    }

    private static S3ObjectEvent Bridged(JsonElement root)
    {
        var detail = root.GetProperty("detail");
        var told = detail.GetProperty("object");
        return Event(detail, told, told.GetProperty("key").GetString()!, "etag", Text(root, "time"));
    }

    private static S3ObjectEvent Event(JsonElement around, JsonElement told, string key, string etag, string? time) => new(
        around.GetProperty("bucket").GetProperty("name").GetString() ?? throw new S3EventException("it names no bucket"),
        key,
        told.TryGetProperty("size", out var size) ? size.GetInt64() : 0,
        Text(told, etag)?.Trim('"') ?? "",
        Text(told, "sequencer") ?? "",
        DateTimeOffset.Parse(time ?? throw new S3EventException("it names no time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
