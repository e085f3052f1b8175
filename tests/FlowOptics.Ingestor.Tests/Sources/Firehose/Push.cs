using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowOptics.Ingestor.Tests.Sources.Firehose;

/// <summary>Requests as Firehose makes them.</summary>
internal static class Push
{
    public const string AccessKey = "an access key of Firehose's stream";
    public const string Arn = "arn:aws:firehose:eu-west-1:999999999999:deliverystream/flow-logs";

    private static readonly HttpClient Http = new();

    public static (string, string) Setting => ("FlowOptics:Firehose:AccessKey", AccessKey.Replace(' ', '-'));

    /// <summary>A record that began now, told apart from all others by its bytes.</summary>
    public static string Record(int number, string account = "123456789012", DateTimeOffset? start = null)
    {
        var seconds = (start ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"2 {account} eni-0a1b2c3d 10.0.{number / 250 % 250}.{number % 250} 10.9.0.1 {1024 + (number % 60000)} 443 6 1 {number} {seconds} {seconds + 60} ACCEPT OK");
    }

    /// <summary>What CloudWatch Logs' subscription makes of records.</summary>
    public static byte[] Subscription(string owner, IEnumerable<string> messages, string type = "DATA_MESSAGE") => Gzip(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["messageType"] = type,
        ["owner"] = owner,
        ["logGroup"] = "flow-logs",
        ["logStream"] = "eni-0a1b2c3d-all",
        ["subscriptionFilters"] = new JsonArray("all"),
        ["logEvents"] = new JsonArray([.. messages.Select((message, i) => new JsonObject { ["id"] = $"{i:D56}", ["timestamp"] = 1795305600000, ["message"] = message })]),
    }.ToJsonString()));

    public static byte[] Body(string id, params byte[][] records) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["requestId"] = id,
        ["timestamp"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
        ["records"] = new JsonArray([.. records.Select(record => new JsonObject { ["data"] = Convert.ToBase64String(record) })]),
    }.ToJsonString());

    public static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return compressed.ToArray();
    }

    public static async Task<(int Status, JsonElement Answer)> SendAsync(Uri address, string id, byte[] body, Action<HttpRequestMessage>? change = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/firehose")) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add("X-Amz-Firehose-Protocol-Version", "1.0");
        message.Headers.Add("X-Amz-Firehose-Request-Id", id);
        message.Headers.Add("X-Amz-Firehose-Source-Arn", Arn);
        message.Headers.Add("X-Amz-Firehose-Access-Key", Setting.Item2);
        change?.Invoke(message);
        using var response = await Http.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return ((int)response.StatusCode, JsonDocument.Parse(text).RootElement);
    }
}
