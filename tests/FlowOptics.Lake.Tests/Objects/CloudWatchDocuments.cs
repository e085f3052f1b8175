using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowOptics.Lake.Tests.Objects;

/// <summary>CloudWatch Logs' documents, as its subscriptions, Lambda and Firehose write them.</summary>
internal static class CloudWatchDocuments
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Message(IEnumerable<string> messages, string owner = "123456789010", string type = "DATA_MESSAGE", bool escaped = false) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            messageType = type,
            owner,
            logGroup = "/aws/vpc/flowlogs",
            logStream = "eni-1235b8ca123456789",
            subscriptionFilters = new[] { "MyFlowLogSubscription" },
            logEvents = messages.Select((message, i) => new { id = $"eventId{i}", timestamp = 1418530010000, message, extractedFields = new { message = "not this" } }),
        },
        escaped ? JsonSerializerOptions.Default : Relaxed);

    public static byte[] Control() => Message(["CWL CONTROL MESSAGE: Checking health of destination Firehose."], "CloudwatchLogs", "CONTROL_MESSAGE");

    public static byte[] Lambda(byte[] payload) => JsonSerializer.SerializeToUtf8Bytes(new { awslogs = new { data = payload } }, Relaxed);

    public static byte[] Firehose(params IEnumerable<byte[]> payloads) => JsonSerializer.SerializeToUtf8Bytes(
        new { requestId = "ed4acda5-034f-9f42-bba1-f29aea6d7d8f", timestamp = 1578090901599, records = payloads.Select(data => new { data }) });

    public static byte[] Single(string message) => Encoding.UTF8.GetBytes($$"""{"message":{{JsonSerializer.Serialize(message, Relaxed)}}}""");

    /// <summary>The messages in documents of all kinds, in their order; by one seed always the same.</summary>
    public static byte[] Random(Random random, IReadOnlyList<string> messages)
    {
        var all = new MemoryStream();
        for (var from = 0; from < messages.Count;)
        {
            var count = Math.Min(random.Next(0, 200), messages.Count - from);
            var kind = random.Next(8);
            if (kind == 0) count = 0;
            var some = messages.Skip(from).Take(count).ToArray();
            from += count;
            var document = kind switch
            {
                0 => Control(),
                1 => Lambda(Packed(random, Message(some))),
                2 => Firehose(Packed(random, Message(some[..(count / 2)])), Packed(random, Control()), Packed(random, Message(some[(count / 2)..]))),
                3 => Firehose(Packed(random, Encoding.UTF8.GetBytes(string.Join('\n', some)))),
                4 => [.. some.SelectMany(Single)],
                5 => Firehose(some.Select(Single)),
                _ => Message(some, escaped: random.Next(2) == 0),
            };
            all.Write(document);
            all.Write([.. Enumerable.Repeat((byte)(random.Next(2) == 0 ? '\n' : ' '), random.Next(3))]);
        }

        return all.ToArray();
    }

    private static byte[] Packed(Random random, byte[] bytes) => random.Next(3) == 0 ? bytes : GzipTextTests.Gzip(bytes);
}
