using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Tests.Sources;

/// <summary>Ingestor on S3 and SQS: the emulator as a process, a real broker, what a consumer gets.</summary>
public sealed class SqsObjectFeedTests : IAsyncLifetime
{
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private readonly Bucket _folder = new();
    private readonly RunningBroker _broker = new();
    private EmulatedBucket? _bucket;

    private EmulatedBucket Remote => _bucket!;

    public async ValueTask InitializeAsync()
    {
        _bucket = await EmulatedBucket.StartAsync(_folder.Folder);
        await _broker.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        if (_bucket is not null) await _bucket.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Streams_what_lies_in_the_bucket_and_what_the_queue_tells_of_and_empties_it()
    {
        await Remote.PutAsync(Key(0), Bucket.Gzip(Bucket.Text(5_000, 0)));
        // Of 2024 by its name, and put there now.
        await Remote.PutAsync("logs/" + Bucket.Key(0), Bucket.Text(9));
        await Remote.TellAsync();
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using (var ingestor = await StartAsync())
        {
            await Eventually.TrueAsync(() => consumer.Records == 5_000, () => Describe(ingestor, consumer));
            for (var i = 1; i <= 30; i++) await Remote.PutAsync(Key(i), Bucket.Gzip(Bucket.Text(1_000 + i, i)));
            await Remote.PutAsync("logs/AWSLogs/123456789012/CloudTrail/x.json.gz", [1]);
            await Remote.PutAsync("elsewhere/x.log", Bucket.Text(7));

            await Eventually.TrueAsync(() => consumer.Records == 35_465 && consumer.Objects.Count() == 31, () => Describe(ingestor, consumer));
            await Eventually.TrueAsync(async () => await Remote.CountAsync(Remote.Queue) == (0, 0), "the queue is empty");
            // The test event, and two of what is none of ours.
            Assert.Equal((31, 1, 33), (ingestor.Counter("objects.streamed"), ingestor.Counter("objects.old"), ingestor.Counter("messages.received")));
            Assert.Equal((0, 0), await Remote.CountAsync(Remote.DeadLetters));
        }

        // Nothing is listed a second time, and nothing sent again.
        await using var again = await StartAsync();
        await Remote.PutAsync(Key(99), Bucket.Gzip(Bucket.Text(10, 99)));
        await Eventually.TrueAsync(() => consumer.Records == 35_475, () => Describe(again, consumer));
        Assert.Equal((1, 0), (again.Counter("objects.streamed"), again.Counter("backfill.listed")));
    }

    [Fact]
    public async Task What_is_old_is_filled_back_by_its_prefixes_once_and_another_range_is_another_fill()
    {
        DateTimeOffset[] days = [new(2024, 10, 4, 1, 0, 0, TimeSpan.Zero), new(2024, 10, 5, 1, 0, 0, TimeSpan.Zero), new(2024, 10, 6, 1, 0, 0, TimeSpan.Zero)];
        foreach (var (day, i) in days.Select((day, i) => (day, i))) await Remote.PutAsync("logs/" + ObjectPath.Format("123456789012", "eu-west-1", "fl-0a1b2c3d4e5f60718", day, $"{i:x8}"), Bucket.Text(100 + i, i));
        await Remote.TellAsync();
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using (var recent = await StartAsync())
        {
            await Eventually.TrueAsync(() => recent.Counter("backfill.listed") == 3 && recent.Counter("objects.old") == 3 && IsFilledBack("logs"), () => Describe(recent, consumer));
        }

        // A start with the same range lists nothing; what is known of another range is not sent again.
        foreach (var (range, listed, streamed) in new[] { ("2024/10/05", 1, 1), ("2024/10/05", 0, 0), ("2024/10/04 2024/10/05", 2, 1) })
        {
            var prefixes = range.Split(' ').Select(day => $"AWSLogs/123456789012/vpcflowlogs/eu-west-1/{day}/").ToList();
            await using var ingestor = await StartAsync(4, ("FlowOptics:Stream", "all"), ("FlowOptics:Prefixes", string.Join(';', prefixes)));
            await Remote.PutAsync("logs/AWSLogs/123456789012/CloudTrail/x.json.gz", [1]);
            await Eventually.TrueAsync(
                () => ingestor.Counter("messages.deleted") > 0 && ingestor.Counter("objects.streamed") == streamed && IsFilledBack(prefixes[^1]), () => Describe(ingestor, consumer));
            Assert.Equal(listed, ingestor.Counter("backfill.listed"));
        }

        Assert.Equal(101 + 100, consumer.Records);
    }

    [Fact]
    public async Task An_object_that_is_told_of_twice_is_streamed_once_however_the_event_comes()
    {
        await Remote.PutAsync(Key(1), Bucket.Text(100, 1));
        var etag = Convert.ToHexStringLower(Md5(Bucket.Text(100, 1)));
        var told = $$$$"""{"Records":[{"eventSource":"aws:s3","eventTime":"{{{{DateTimeOffset.UtcNow:O}}}}","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"logs"},"object":{"key":"{{{{Key(1)}}}}","size":9,"eTag":"{{{{etag}}}}","sequencer":"01"}}}]}""";
        for (var i = 0; i < 3; i++) await Remote.SendAsync(told);
        await Remote.SendAsync($$"""{"Type":"Notification","Message":{{System.Text.Json.JsonSerializer.Serialize(told)}}}""");
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using var ingestor = await StartAsync();
        await Eventually.TrueAsync(async () => await Remote.CountAsync(Remote.Queue) == (0, 0), () => Describe(ingestor, consumer));
        await Remote.SendAsync(told);
        await Eventually.TrueAsync(() => ingestor.Counter("messages.deleted") == 5, () => Describe(ingestor, consumer));

        // The listing of the first start found it too.
        Assert.Equal(100, consumer.Records);
        Assert.InRange(ingestor.Counter("objects.streamed"), 1, 2);
        Assert.Equal(4, ingestor.Counter("messages.known"));
    }

    [Fact]
    public async Task A_message_is_kept_while_its_object_is_worked_on_and_comes_again_where_Ingestor_ended_before()
    {
        await Remote.TellAsync();
        await using (var ingestor = await StartAsync(visibilitySeconds: 2))
        {
            await Remote.PutAsync(Key(1), Bucket.Text(20_000, 1));
            // Nobody subscribes: no batch is delivered, and the message is held longer than it is hidden at once.
            await Eventually.TrueAsync(() => ingestor.Counter("messages.kept") >= 4, () => string.Join('\n', ingestor.Logs.Lines));
            Assert.Equal((0, 1), await Remote.CountAsync(Remote.Queue));
            Assert.Equal((2, 1), (ingestor.Counter("messages.received"), ingestor.Counter("messages.deleted")));
        }

        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using var again = await StartAsync(visibilitySeconds: 2);
        await Eventually.TrueAsync(() => consumer.Records == 20_000, () => Describe(again, consumer));
        await Eventually.TrueAsync(async () => await Remote.CountAsync(Remote.Queue) == (0, 0), () => Describe(again, consumer));
        Assert.Equal((0, 0), await Remote.CountAsync(Remote.DeadLetters));
    }

    [Fact]
    public async Task What_cannot_be_understood_goes_to_the_dead_letters_with_its_reason_logged_and_holds_nothing_up()
    {
        await Remote.TellAsync();
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using var ingestor = await StartAsync(visibilitySeconds: 2);
        await Remote.SendAsync("hello");
        await Remote.SendAsync("""{"Records":[{"eventSource":"aws:s3","eventTime":"2026-11-22T00:00:00Z","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"another"},"object":{"key":"x.log"}}}]}""");
        await Remote.PutAsync(Key(1), Bucket.Text(50, 1));
        await Eventually.TrueAsync(() => consumer.Records == 50, () => Describe(ingestor, consumer));

        // SQS moves a message when it is asked for once more.
        await Eventually.TrueAsync(async () => await Remote.CountAsync(Remote.DeadLetters) == (2, 0), () => Describe(ingestor, consumer));
        Assert.Contains(ingestor.Logs.Lines, line => line.Contains("left to the queue's dead letters: it cannot be read as an event of S3", StringComparison.Ordinal));
        Assert.Contains(ingestor.Logs.Lines, line => line.Contains("it tells of bucket 'another', not of 'logs'", StringComparison.Ordinal));
    }

    private bool IsFilledBack(string prefix)
    {
        try
        {
            return File.ReadAllText(Path.Join(_folder.Data, "ingestor", "backfill.done")).Contains(prefix, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Not yet there, or being written.
            return false;
        }
    }

    private string Key(int i) => "logs/" + ObjectPath.Format("123456789012", "eu-west-1", "fl-0a1b2c3d4e5f60718", _now, i.ToString("x8"));

#pragma warning disable CA5351 // S3's etags are MD5.
    private static byte[] Md5(byte[] content) => System.Security.Cryptography.MD5.HashData(content);
#pragma warning restore CA5351

    private static string Describe(RunningIngestor ingestor, Consumer consumer) =>
        $"{consumer.Records} records, {consumer.Objects.Count()} objects; {string.Join(' ', ingestor.Status.Counters)}\n{string.Join('\n', ingestor.Logs.Lines)}";

    private Task<RunningIngestor> StartAsync(int visibilitySeconds = 4, params (string, string)[] more) =>
        RunningIngestor.StartAsync("s3://logs/logs", _folder.Data, _broker.Port, [.. Remote.Settings(visibilitySeconds), .. more]);
}
