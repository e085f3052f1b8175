using System.Text.Json;
using System.Text.Json.Serialization;
using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Streaming;

/// <summary>
/// "This object is finished": <c>{"bucket":"bucket","key":"AWSLogs/…","etag":"9f86…","records":4096,"lastModified":"2026-11-22T00:20:00+00:00"}</c>.
/// Lets GraphApi import it at once; one that is lost is found by its listing.
/// </summary>
internal sealed partial record ObjectsMessage(string Bucket, string Key, string Etag, long Records, DateTimeOffset LastModified)
{
    public static byte[] Encode(ObjectInfo info, string etag, long records) => JsonSerializer.SerializeToUtf8Bytes(
        new ObjectsMessage(info.Bucket, info.Key, etag, records, info.LastModified), ObjectsJson.Default.ObjectsMessage);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ObjectsMessage))]
    private sealed partial class ObjectsJson : JsonSerializerContext;
}
