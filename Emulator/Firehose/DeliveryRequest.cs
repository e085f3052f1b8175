using System.IO.Compression;
using System.Text.Json;

namespace FlowOptics.Emulator.Firehose;

/// <summary>What is sent to the endpoint as one, again and again under the same id until it is taken.</summary>
/// <param name="Cut">When it was made.</param>
internal sealed record DeliveryRequest(string Id, DateTimeOffset Cut, IReadOnlyList<byte[]> Records)
{
    /// <summary><c>{"requestId":"ed4acda5-…","timestamp":1578090901599,"records":[{"data":"aGVsbG8="}]}</c></summary>
    public byte[] Body(bool isGzip)
    {
        using var body = new MemoryStream();
        using (var gzip = isGzip ? new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true) : null)
        using (var json = new Utf8JsonWriter(gzip ?? (Stream)body))
        {
            json.WriteStartObject();
            json.WriteString("requestId", Id);
            json.WriteNumber("timestamp", Cut.ToUnixTimeMilliseconds());
            json.WriteStartArray("records");
            foreach (var record in Records)
            {
                json.WriteStartObject();
                json.WriteBase64String("data", record);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
