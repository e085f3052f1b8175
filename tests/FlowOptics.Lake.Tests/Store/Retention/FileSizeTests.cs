using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Lake.Tests.Store.Retention;

public sealed class FileSizeTests
{
    private const int Batches = 33;
    private const int PerBatch = 4096;
    private const int PerHour = Batches * PerBatch;
    private const long MaxBytes = 48L << 20;

    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch);

    private readonly EnrichedBatch[] _noise = Noise();

    [Fact]
    public async Task The_file_stays_within_its_limit_however_much_is_imported_and_holds_the_newest()
    {
        using var folder = new TemporaryFolder();
        var time = new FixedTime(Start);
        using var lake = Open(folder, time);
        using var writer = new LakeWriter(lake);
        var expiry = new LakeExpiry(lake);
        var sealer = new LakeSealer(lake, new SealRules(), NullLogger.Instance);
        var largest = 0L;
        for (var hour = 0; hour < 22; hour++)
        {
            time.Now = Start.AddHours(hour + 2);
            while (expiry.Step(writer, TestContext.Current.CancellationToken)) continue;
            Assert.True(expiry.HasRoom);
            Import(writer, hour);
            while (sealer.Step(importing: false, TestContext.Current.CancellationToken)) continue;
            largest = Math.Max(largest, lake.FileBytes);
        }

        Assert.InRange(largest, MaxBytes / 2, MaxBytes);
        Assert.InRange(lake.Summary.Expired, 1, 21);
        // All that is younger is there, hour by hour.
        var since = lake.Retention.WholeSince!.Value;
        Assert.InRange(since, Start.AddHours(1), Start.AddHours(19));
        var answer = await new DuckDbFlowStore(lake).AggregateAsync(new AggregateQuery { By = [], From = since, To = Start.AddHours(22) }, null, TestContext.Current.CancellationToken);
        Assert.Equal((long)(Start.AddHours(22) - since).TotalHours * PerHour, answer.Total.Accepted.Flows);

        TestContext.Current.TestOutputHelper?.WriteLine($"at most {largest >> 20} of {MaxBytes >> 20} MiB; {lake.Summary.Records} records since {since:O}");
    }

    [Fact]
    public void A_reader_that_holds_what_went_makes_the_import_wait_and_nothing_more_go()
    {
        using var folder = new TemporaryFolder();
        var time = new FixedTime(Start);
        using var lake = Open(folder, time);
        using var writer = new LakeWriter(lake);
        var expiry = new LakeExpiry(lake);
        var hours = 0;
        while (lake.FileBytes < lake.Retention.Rules.Full) Import(writer, hours++);
        using (var reader = lake.Connect())
        using (reader.BeginTransaction())
        {
            Assert.Equal((long)hours * PerHour, Count(reader));
            while (expiry.Step(writer, TestContext.Current.CancellationToken)) continue;
            Assert.False(expiry.HasRoom);
            var left = lake.Summary.Records;
            Assert.InRange(left, 1, (hours * PerHour) - 1);
            time.Now += TimeSpan.FromSeconds(5);
            Assert.False(expiry.Step(writer, TestContext.Current.CancellationToken));
            Assert.False(expiry.HasRoom);
            Assert.Equal(left, lake.Summary.Records);
            Assert.Equal((long)hours * PerHour, Count(reader));
        }

        time.Now += TimeSpan.FromSeconds(5);
        Assert.False(expiry.Step(writer, TestContext.Current.CancellationToken));
        Assert.True(expiry.HasRoom);
    }

    // The write-ahead log's own limit is 16 MiB, much beside this small one.
    private static LakeDatabase Open(TemporaryFolder folder, TimeProvider time)
    {
        var lake = Lakes.Open(folder.Path, time: time, retention: new RetentionRules { MaxBytes = MaxBytes });
        using var connection = lake.Connect();
        connection.Execute("SET checkpoint_threshold = '1MiB'");
        return lake;
    }

    private static object? Count(DuckDbConnection reader) => reader.Query("SELECT count(*) FROM flows").ToRows()[0][0];

    private void Import(LakeWriter writer, int hour)
    {
        var info = Lakes.Info($"{hour}");
        Assert.True(writer.Begin(info, "etag"));
        for (var i = 0; i < Batches; i++)
        {
            var flows = _noise[i % _noise.Length].Flows;
            for (var record = 0; record < PerBatch; record++)
            {
                flows.Start[record] = FlowRecords.Epoch + (hour * 3600L) + (record % 3600);
                flows.End[record] = flows.Start[record] + 60;
            }

            writer.Append(_noise[i % _noise.Length]);
        }

        writer.End(new LedgerEntry(info, "etag", LedgerState.Imported, PerHour, 0, 0, 0, null, DateTimeOffset.UnixEpoch));
        writer.Commit();
    }

    // Numbers that do not compress.
    private static EnrichedBatch[] Noise()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 4).Select(_ => FlowRecords.ToBatches(
            [.. Enumerable.Range(0, PerBatch).Select(i => new FlowRecord(
                FlowRecords.Accounts[0], FlowRecords.Regions[0], FlowRecords.Addresses[0], new Address(0, (ulong)random.NextInt64()), 40_000, 443, 6,
                random.Next(), random.NextInt64(1L << 40), FlowRecords.Epoch + (i % 3600), FlowRecords.Epoch + (i % 3600) + 60, FlowAction.Accept, 0, FlowDirection.Egress, "eni-0a"))],
            "key", "etag", PerBatch)[0])];
    }
}
