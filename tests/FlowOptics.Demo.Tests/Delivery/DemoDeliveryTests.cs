using System.Text.RegularExpressions;
using FlowOptics.Demo.Delivery;
using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;
using FlowOptics.Lake;

namespace FlowOptics.Demo.Tests.Delivery;

public sealed partial class DemoDeliveryTests : IDisposable
{
    private readonly DemoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fills_a_first_start_with_objects_that_the_parser_reads_without_one_rejected_record()
    {
        await _folder.Delivery(TimeSpan.FromHours(3)).FillAsync(DemoFolder.FlowLogs, TestContext.Current.CancellationToken);

        var (batches, reports) = await _folder.ReadAsync();
        Assert.All(reports, report => Assert.Equal((0L, 0L, 1L), (report.Rejected, report.SkipData, report.Headers)));
        // Three days are to hold two million records.
        Assert.InRange(batches.Sum(batch => (long)batch.Count), 2_000_000 / 24, 6_000_000 / 24);
        Assert.Equal(
            [DemoWorld.Production, DemoWorld.Staging, DemoWorld.HoneypotAccount], batches.Select(batch => batch.Account).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(8, batches.Select(batch => batch.Region).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(batches, batch => batch.TcpFlags is not null && batch.FlowDirection is not null && batch.PktSrcAddr is not null);
        Assert.Contains(batches, batch => batch.TcpFlags is null);
    }

    [Fact]
    public async Task Names_objects_as_AWS_does_and_dates_them_when_they_would_have_come()
    {
        await _folder.Delivery(TimeSpan.FromHours(2)).FillAsync(DemoFolder.FlowLogs, TestContext.Current.CancellationToken);

        foreach (var key in _folder.Keys())
        {
            Assert.Matches(AwsKey(), key);
            var path = ObjectPath.Parse(key);
            Assert.NotNull(path.Account);
            Assert.NotNull(path.Region);
            var modified = File.GetLastWriteTimeUtc(Path.Join(_folder.Path, key));
            var late = modified - path.Time!.Value.UtcDateTime;
            // The last, live object is dated by the machine's clock, which is not the test's.
            if (modified < _folder.Clock.GetUtcNow().UtcDateTime) Assert.InRange(late, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));
        }
    }

    [Fact]
    public async Task Fills_a_gap_exactly_whenever_it_was_killed()
    {
        var random = new Random(11);
        var begin = DeliveryPlan.Begin(null, _folder.Clock.Seconds, TimeSpan.FromHours(1));
        for (var run = 0; run < 8; run++)
        {
            // A run that is killed in the middle of its fill or of its ticks leaves what it has written, and half an object.
            var delivery = _folder.Delivery(TimeSpan.FromHours(1));
            var kill = new KillingTraffic.Kill(random.Next(1, 100));
            var logs = DemoFolder.FlowLogs.Select(log => log with { Traffic = new KillingTraffic(log.Traffic, kill) }).ToArray();
            var killed = await Record.ExceptionAsync(async () =>
            {
                var until = await delivery.FillAsync(logs, TestContext.Current.CancellationToken);
                while (true)
                {
                    _folder.Clock.Advance(TimeSpan.FromSeconds(2));
                    await delivery.TickAsync(logs, until, TestContext.Current.CancellationToken);
                }
            });
            Assert.IsType<IOException>(killed);
            _folder.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 1500)));
        }

        await _folder.Delivery(TimeSpan.FromHours(1)).FillAsync(DemoFolder.FlowLogs, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(_folder.Keys(), key => key.EndsWith(".tmp", StringComparison.Ordinal));
        foreach (var log in DemoFolder.FlowLogs)
        {
            var until = begin;
            foreach (var end in _folder.Ends(log))
            {
                // Each object begins where the one before it ended: its content is that of exactly this interval.
                var expected = Path.Join(_folder.Path, "expected");
                await new FolderBucket(expected).WriteAsync(log, until, end, null, TestContext.Current.CancellationToken);
                var key = DemoKey.Of(log.Vpc, end);
                Assert.Equal(await File.ReadAllBytesAsync(Path.Join(expected, key), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Join(_folder.Path, key), TestContext.Current.CancellationToken));
                Directory.Delete(expected, recursive: true);
                until = end;
            }

            Assert.Equal(log.LastEnd(_folder.Clock.Seconds), until);
        }
    }

    [Fact]
    public async Task Delivers_a_honeypot_and_no_more_than_five_objects_each_tick()
    {
        var delivery = _folder.Delivery(TimeSpan.FromMinutes(1));
        var until = await delivery.FillAsync(DemoFolder.FlowLogs, TestContext.Current.CancellationToken);
        for (var tick = 0; tick < 40; tick++)
        {
            var before = _folder.Keys().ToHashSet(StringComparer.Ordinal);
            _folder.Clock.Advance(TimeSpan.FromSeconds(2));
            var objects = await delivery.TickAsync(DemoFolder.FlowLogs, until, TestContext.Current.CancellationToken);
            var written = _folder.Keys().Except(before, StringComparer.Ordinal).ToArray();
            Assert.Equal(objects, written.Length);
            Assert.InRange(objects, 1, 5);
            Assert.Contains(written, key => key.Contains(DemoWorld.HoneypotAccount, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Prunes_its_own_old_objects_and_no_one_elses()
    {
        var delivery = _folder.Delivery(TimeSpan.FromHours(2));
        await delivery.FillAsync(DemoFolder.FlowLogs, TestContext.Current.CancellationToken);
        var keys = _folder.Keys().ToArray();
        var foreign = Path.Join(_folder.Path, "AWSLogs/123456789012/vpcflowlogs/eu-west-1/2020/01/01/123456789012_vpcflowlogs_eu-west-1_fl-1_20200101T0000Z_1.log.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(foreign)!);
        await File.WriteAllTextAsync(foreign, "own", TestContext.Current.CancellationToken);
        var bucket = new FolderBucket(_folder.Path);
        var hourAgo = _folder.Clock.Seconds - 3600;

        var pruned = await bucket.PruneAsync(DemoFolder.FlowLogs, hourAgo, int.MaxValue, TestContext.Current.CancellationToken);
        Assert.Equal(keys.Length + 1 - pruned, _folder.Keys().Count());
        Assert.All(DemoFolder.FlowLogs, log => Assert.All(_folder.Ends(log), end => Assert.True(end >= hourAgo)));
        Assert.Equal(_folder.Keys().Count() - 1 - 20, await bucket.PruneAsync(DemoFolder.FlowLogs, hourAgo, maxObjects: 20, TestContext.Current.CancellationToken));
        Assert.True(File.Exists(foreign));
    }

    private sealed class KillingTraffic(ITraffic traffic, KillingTraffic.Kill kill) : ITraffic
    {
        public void Write(long from, long to, RecordText text)
        {
            if (Interlocked.Decrement(ref kill.Left) < 0) throw new IOException("killed");
            traffic.Write(from, to, text);
        }

        internal sealed class Kill(int left)
        {
            public int Left = left;
        }
    }

    [GeneratedRegex(@"^AWSLogs/(?<account>\d{12})/vpcflowlogs/(?<region>[a-z0-9-]+)/\d{4}/\d\d/\d\d/\k<account>_vpcflowlogs_\k<region>_fl-[0-9a-f]{17}_\d{8}T\d{4}Z_[0-9a-f]{8}\.log\.gz$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AwsKey();
}
