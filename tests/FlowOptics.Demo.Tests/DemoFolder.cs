using FlowOptics.Demo.Delivery;
using FlowOptics.Demo.Honeypots;
using FlowOptics.Demo.World;
using FlowOptics.Flows;
using FlowOptics.Lake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Demo.Tests;

/// <summary>A bucket of its own for one test, with a clock that stands still until it is moved; gone after it.</summary>
internal sealed class DemoFolder : IDisposable
{
    private static readonly Lazy<HoneypotData> Data = new(() => HoneypotData.Load(System.IO.Path.Join(AppContext.BaseDirectory, "Data", "honeypot-2013.csv.gz")));

    private readonly DemoTelemetry _telemetry = new();

    public static HoneypotData Honeypots => Data.Value;

    public static IReadOnlyList<FlowLog> FlowLogs { get; } = DemoWorld.FlowLogs(Honeypots);

    public string Path { get; } = Directory.CreateTempSubdirectory("flowoptics-demo-").FullName;

    public StoppedClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 0, 20, 7, TimeSpan.Zero));

    public DemoDelivery Delivery(TimeSpan span, IDemoBucket? bucket = null) => new(
        bucket ?? new FolderBucket(Path), new DemoOptions { Span = span }, _telemetry, Clock, NullLogger<DemoDelivery>.Instance, new Lifetime());

    public IEnumerable<string> Keys() => Directory
        .EnumerateFiles(Path, "*", SearchOption.AllDirectories)
        .Select(path => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/'));

    /// <summary>The ends of a flow log's objects, in order.</summary>
    public long[] Ends(FlowLog log) => [.. Keys().Select(key => DemoKey.EndOf(log.Vpc, System.IO.Path.GetFileName(key))).OfType<long>().Order()];

    /// <summary>All batches of all objects, as every service reads them.</summary>
    public async Task<(List<FlowBatch> Batches, List<ParseReport> Reports)> ReadAsync()
    {
        var store = new FolderObjectStore(Path);
        var (batches, reports) = (new List<FlowBatch>(), new List<ParseReport>());
        foreach (var key in Keys())
        {
            await using var stored = await store.OpenAsync(key, TestContext.Current.CancellationToken);
            var report = new FlowObjectReport();
            await foreach (var batch in FlowObjectReader.ReadAsync(stored!, report, null, TestContext.Current.CancellationToken)) batches.Add(batch);
            reports.Add(report.Parse);
        }

        return (batches, reports);
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public long Seconds => _now.ToUnixTimeSeconds();

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
