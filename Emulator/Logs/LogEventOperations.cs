using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Firehose;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Sqs;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Logs;

/// <summary>Events: kept, and sent on to the group's subscriptions before the client hears that they were taken.</summary>
internal sealed class LogEventOperations(LogGroupStore groups, DeliveryStreamStore streams, TimeProvider time)
{
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
    private const int MaxEvents = 10_000;
    private const int MaxBytes = 1_048_576;
    private const int BytesOfEvent = 26;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);
    private static readonly TimeSpan Newest = TimeSpan.FromHours(2);

    private long _sequence;

    public JsonObject Put(JsonObject document)
    {
        var group = groups.Get(document.Text("logGroupName"));
        lock (group.Gate)
        {
            var stream = StreamOf(group, document);
            var now = time.GetUtcNow();
            var given = document.Objects("logEvents")
                .Select(one => (Time: one.Long("timestamp") ?? throw Invalid("timestamp is missing"),
                    Text: one.Text("message") ?? throw Invalid("message is missing"))).ToList();
            Check(given);
            // In order of time, so what is refused is at either end.
            var old = given.TakeWhile(one => one.Time < (now - Oldest).ToUnixTimeMilliseconds()).Count();
            var early = given.TakeWhile(one => one.Time <= (now + Newest).ToUnixTimeMilliseconds()).Count();
            var events = given[old..Math.Max(old, early)]
                .ConvertAll(one => new LogEvent(Id(one.Time), one.Time, one.Text, now.ToUnixTimeMilliseconds()));
            if (events.Count > 0)
            {
                using (var file = new Journal(group.EventsOf(stream))) file.Write(events.Select(one => JsonSerializer.SerializeToNode(one)!.AsObject()));
                foreach (var filter in group.Settings.Filters)
                    streams.FindByArn(filter.DestinationArn)?.Put(SubscriptionMessage.Data(group.Settings, stream, filter, events));
            }

            var answer = new JsonObject { ["nextSequenceToken"] = Id(now.ToUnixTimeMilliseconds()) };
            if (old > 0 || early < given.Count)
            {
                var rejected = new JsonObject();
                if (old > 0) rejected["tooOldLogEventEndIndex"] = old;
                if (early < given.Count) rejected["tooNewLogEventStartIndex"] = early;
                answer["rejectedLogEventsInfo"] = rejected;
            }

            return answer;
        }
    }

    /// <summary>All events of a stream, the newest 10,000 of them.</summary>
    public JsonObject Get(JsonObject document)
    {
        var group = groups.Get(document.Text("logGroupName"));
        lock (group.Gate)
        {
            var (entries, _) = Journal.Read(group.EventsOf(StreamOf(group, document)));
            var (from, to) = (document.Long("startTime") ?? 0, document.Long("endTime") ?? long.MaxValue);
            // Whoever follows the token finds nothing more, and stops.
            var page = document.Text("nextToken") is not null
                ? []
                : entries.Select(entry => entry.Deserialize<LogEvent>()!).Where(one => one.Timestamp >= from && one.Timestamp < to)
                    .TakeLast(document.Number("limit") ?? MaxEvents);
            return new()
            {
                ["events"] = new JsonArray([.. page.Select(one => new JsonObject { ["timestamp"] = one.Timestamp, ["message"] = one.Message,
                    ["ingestionTime"] = one.Ingested })]),
                ["nextForwardToken"] = "f/end",
                ["nextBackwardToken"] = "b/end",
            };
        }
    }

    private static LogStreamSettings StreamOf(LogGroup group, JsonObject document) =>
        group.Find(document.Text("logStreamName") ?? "")
            ?? throw new AwsException(400, "ResourceNotFoundException", "The specified log stream does not exist.");

    private static void Check(List<(long Time, string Text)> events)
    {
        if (events.Count is 0 or > MaxEvents) throw Invalid($"logEvents must have 1 to {MaxEvents} events");
        if (events.Any(one => one.Text.Length == 0)) throw Invalid("message must have at least one character");
        if (events.Sum(one => System.Text.Encoding.UTF8.GetByteCount(one.Text) + BytesOfEvent) > MaxBytes)
            throw Invalid($"Upload too large: more than {MaxBytes} bytes");
        if (events.Zip(events.Skip(1)).Any(pair => pair.First.Time > pair.Second.Time))
            throw Invalid("Log events in a single PutLogEvents request must be in chronological order.");
    }

    private static AwsException Invalid(string message) => new(400, "InvalidParameterException", message);

    // As CloudWatch Logs' own: 56 digits that grow with time.
    private string Id(long milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{milliseconds:D20}{time.GetUtcNow().UtcTicks:D20}{Interlocked.Increment(ref _sequence):D16}");
}
