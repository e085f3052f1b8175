using System.Text;
using FlowOptics.Ingestor.Journal;
using FlowOptics.Lake;
using FlowOptics.Mqtt;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Ingestor.Tests;

public sealed class IngestorTests : IAsyncDisposable
{
    private readonly Bucket _bucket = new();
    private readonly RunningBroker _broker = new();

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _bucket.Dispose();
    }

    [Fact]
    public async Task Streams_what_is_there_and_what_comes_and_tells_of_each_object_once_done()
    {
        await _broker.StartAsync();
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        _bucket.Put(Bucket.Key(1), Bucket.Gzip(Bucket.Text(10_000, 1)), TimeSpan.FromMinutes(5));
        await using var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port);
        await Eventually.TrueAsync(() => ingestor.Counter("objects.streamed") == 1, () => Describe(ingestor, consumer));
        _bucket.Put(Bucket.Key(2), Bucket.Gzip(Bucket.Text(5_000, 2)));

        await Eventually.TrueAsync(() => consumer.Records == 15_000 && consumer.Objects.Count() == 2, () => Describe(ingestor, consumer));
        Assert.Contains(consumer.Messages, m => m.Topic == "flowoptics/v1/raw/123456789012/eu-west-1");
        Assert.Contains(consumer.Objects, o => o.Contains($"\"bucket\":\"bucket\",\"key\":\"{Bucket.Key(2)}\"", StringComparison.Ordinal) && o.Contains("\"records\":5000", StringComparison.Ordinal));
        Assert.Equal(15_000, ingestor.Counter("flows"));
    }

    [Fact]
    public async Task Loses_nothing_when_the_broker_goes_away_in_the_middle_and_comes_back()
    {
        using var storage = new Bucket();
        await using var broker = new RunningBroker(new MqttServerOptions { StorageFolder = storage.Data });
        await broker.StartAsync();
        await using var consumer = await Consumer.StartAsync(broker.Port);
        await using var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, broker.Port);
        for (var i = 0; i < 4; i++) _bucket.Put(Bucket.Key(i), Bucket.Gzip(Bucket.Text(60_000, i)));

        for (var round = 1; round <= 2; round++)
        {
            var goal = round * 30_000;
            await Eventually.TrueAsync(() => consumer.Records >= goal, () => Describe(ingestor, consumer));
            await broker.StopAsync();
            await broker.StartAsync();
        }

        await Eventually.TrueAsync(() => consumer.Records == 240_000 && ingestor.Counter("objects.streamed") == 4, () => Describe(ingestor, consumer));
    }

    [Fact]
    public async Task Streams_each_carrier_of_flow_logs()
    {
        await _broker.StartAsync();
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port);
        const string record = "2 123456789012 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 40 1795305600 1795305660 ACCEPT OK";
        var message = Encoding.UTF8.GetBytes(
            $$"""{"messageType":"DATA_MESSAGE","owner":"210987654321","logEvents":[{"id":"1","timestamp":1,"message":"{{record}}"},{"id":"2","timestamp":2,"message":"{{record}}"}]}""");
        _bucket.Put("firehose/2026/11/22/00/stream-1", [.. Bucket.Gzip(message), .. Bucket.Gzip(message)]);
        _bucket.Put("firehose/2026/11/22/00/posted-1", Encoding.UTF8.GetBytes($$"""{"requestId":"r","timestamp":1,"records":[{"data":"{{Convert.ToBase64String(Bucket.Gzip(message))}}"}]}"""));
        _bucket.Put("export/000000.gz", Bucket.Gzip(Encoding.UTF8.GetBytes($"2026-11-22T00:20:00.000Z {record}\n")));
        _bucket.Put("x.log.parquet", await File.ReadAllBytesAsync(Path.Join(AppContext.BaseDirectory, "Data", "flows.parquet"), TestContext.Current.CancellationToken));

        await Eventually.TrueAsync(() => consumer.Records == 4 + 2 + 1 + 1 && consumer.Objects.Count() == 4, () => Describe(ingestor, consumer));
        Assert.Equal((4, 2), (ingestor.Counter("objects.streamed"), ingestor.Counter("noData")));
        Assert.Equal(2, consumer.Messages.Count(m => m.Topic == "flowoptics/v1/raw/210987654321/unknown"));
    }

    [Fact]
    public async Task Waits_with_an_object_until_somebody_subscribes()
    {
        await _broker.StartAsync();
        await using var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port);
        _bucket.Put(Bucket.Key(1), Bucket.Text(20_000));
        await Eventually.TrueAsync(() => ingestor.Counter("batchesWaiting") > 0, () => string.Join('\n', ingestor.Logs.Lines));
        Assert.Equal(0, ingestor.Counter("flows"));

        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await Eventually.TrueAsync(() => consumer.Records == 20_000, () => Describe(ingestor, consumer));
        Assert.Single(ingestor.Logs.Lines, line => line.Contains("nobody subscribes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sends_an_object_again_from_its_start_after_a_crash_whatever_its_age_and_a_finished_one_never()
    {
        _bucket.Put("done.log", Bucket.Text(100, 1), TimeSpan.FromMinutes(10));
        _bucket.Put("begun.log", Bucket.Text(9_000, 2), TimeSpan.FromHours(5));
        _bucket.Put("old.log", Bucket.Text(100, 3), TimeSpan.FromHours(2));
        var store = new FolderObjectStore(_bucket.Folder);
        Directory.CreateDirectory(Path.Join(_bucket.Data, "ingestor"));
        using (var journal = ObjectJournal.Open(Path.Join(_bucket.Data, "ingestor", "objects.journal"), _ => true))
        {
            foreach (var (key, state) in new[] { ("done.log", JournalState.Done), ("begun.log", JournalState.Begun) })
            {
                await using var stored = await store.OpenAsync(key, TestContext.Current.CancellationToken);
                journal.Write(stored!.Info, stored.ETag, state);
            }
        }

        await _broker.StartAsync();
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        await using (var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port))
        {
            await Eventually.TrueAsync(() => consumer.Records == 9_000 && consumer.Objects.Any(), () => Describe(ingestor, consumer));
            Assert.Equal((1, 1), (ingestor.Counter("objects.known"), ingestor.Counter("objects.old")));
        }

        await using (var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port, ("FlowOptics:Stream", "all")))
        {
            await Eventually.TrueAsync(() => consumer.Records == 9_100 && ingestor.Counter("objects.known") == 2, () => Describe(ingestor, consumer));
        }
    }

    [Fact]
    public async Task Sends_unacknowledged_batches_again_when_it_was_stopped_while_the_broker_was_gone()
    {
        await _broker.StartAsync();
        var port = _broker.Port;
        _bucket.Put("a.log", Bucket.Text(50_000));
        await using (var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, port))
        {
            await Eventually.TrueAsync(() => ingestor.Counter("batchesWaiting") > 0, () => string.Join('\n', ingestor.Logs.Lines));
        }

        await using var consumer = await Consumer.StartAsync(port);
        await using var again = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, port);
        await Eventually.TrueAsync(() => consumer.Records == 50_000, () => Describe(again, consumer));
    }

    [Fact]
    public async Task Reports_each_bad_object_once_in_a_sentence_and_goes_on()
    {
        await _broker.StartAsync();
        await using var consumer = await Consumer.StartAsync(_broker.Port);
        var gzip = Bucket.Gzip(Bucket.Text(9_000, 7));
        _bucket.Put("truncated.log.gz", gzip[..^1000]);
        _bucket.Put("not.log.gz", [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
        _bucket.Put("empty.log", []);
        _bucket.Put("old-format.parquet", "PAR1...."u8.ToArray());
        _bucket.Put("some-bad.log", [.. Bucket.Text(10, 1), .. "2 123456789012 eni-1 10.0.0 10.0.0.1 1 2 6 1 1 1 1 ACCEPT OK\n"u8]);
        await using (var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port, ("FlowOptics:Stream", "all")))
        {
            await Eventually.TrueAsync(() => ingestor.Counter("objects.refused") == 3 && consumer.Objects.Count() == 5, () => Describe(ingestor, consumer));
            Assert.Equal((1, 1, 1), (ingestor.Counter("objects.empty"), ingestor.Counter("objects.streamed"), ingestor.Counter("rejected")));
            foreach (var part in new[] { "truncated.log.gz' is gzip that is truncated", "not.log.gz' is not gzip, though", "old-format.parquet' is Parquet", "'empty.log' is empty", "'some-bad.log': 1 of 12 lines rejected" })
            {
                Assert.Single(ingestor.Logs.Lines, line => line.Contains(part, StringComparison.Ordinal));
            }

            // What came before the cut counts.
            Assert.InRange(consumer.Records, 10 + 4096, 10 + 8999);
        }

        await using (var ingestor = await RunningIngestor.StartAsync(_bucket.Folder, _bucket.Data, _broker.Port, ("FlowOptics:Stream", "all")))
        {
            await Eventually.TrueAsync(() => ingestor.Counter("objects.known") == 5, () => Describe(ingestor, consumer));
            _bucket.Put("truncated.log.gz", gzip);
            await Eventually.TrueAsync(() => ingestor.Counter("objects.streamed") == 1, () => Describe(ingestor, consumer));
            Assert.Equal(0, ingestor.Counter("objects.refused"));
        }
    }

    [Fact]
    public async Task Waits_for_a_missing_folder_and_stops_when_its_own_data_cannot_be_written()
    {
        await _broker.StartAsync();
        var late = Path.Join(_bucket.Folder, "late");
        await using (var ingestor = await RunningIngestor.StartAsync(late, _bucket.Data, _broker.Port))
        {
            await Eventually.TrueAsync(() => ingestor.Logs.Lines.Any(line => line.Contains("does not exist: create it", StringComparison.Ordinal)), () => string.Join('\n', ingestor.Logs.Lines));
            await Eventually.TrueAsync(async () => await ingestor.SourceHealthAsync() == HealthStatus.Degraded, "health says so too");
            Directory.CreateDirectory(late);
            await Eventually.TrueAsync(async () => await ingestor.SourceHealthAsync() == HealthStatus.Healthy, "health says that the folder is there");
        }

        var taken = Path.Join(_bucket.Folder, "file");
        await File.WriteAllTextAsync(taken, "", TestContext.Current.CancellationToken);
        var e = await Assert.ThrowsAsync<ServiceDefaults.ServiceConfigurationException>(() => RunningIngestor.StartAsync(_bucket.Folder, taken, _broker.Port));
        Assert.Contains("cannot be written", e.Message, StringComparison.Ordinal);
    }

    private static string Describe(RunningIngestor ingestor, Consumer consumer) =>
        $"{consumer.Records} records in {consumer.Batches} batches, {consumer.Objects.Count()} objects; {string.Join(' ', ingestor.Status.Counters)}\n{string.Join('\n', ingestor.Logs.Lines)}";
}
