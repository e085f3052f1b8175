using FlowOptics.Demo.Delivery;
using FlowOptics.Demo.Honeypots;
using FlowOptics.Demo.World;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>A service whose bucket holds some hours of the demo's objects, all imported, and the same objects as DuckDB reads them.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private const int Interval = 600;
    private const int Intervals = 12;

    private readonly TemporaryFolder _folder = new();
    private GraphApiProcess? _process;
    private RawFlows? _raw;

    internal GraphApiProcess Process => _process!;

    internal RawFlows Raw => _raw!;

    /// <summary>The range of all records, as query parameters.</summary>
    internal string Range { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "bucket")).FullName;
        var bucket = new FolderBucket(folder);
        // Whole hours some days ago: finished, for whichever table answers.
        var first = DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeSeconds() / 86_400 * 86_400 + 8 * 3600;
        foreach (var log in DemoWorld.FlowLogs(HoneypotData.Load(Path.Combine(AppContext.BaseDirectory, "Data", "honeypot-2013.csv.gz"))))
        {
            for (var i = 0; i < Intervals; i++) await bucket.WriteAsync(log, first + (i * Interval), first + ((i + 1) * Interval), DateTimeOffset.UtcNow.AddDays(-1), TestContext.Current.CancellationToken);
        }

        Range = $"from={DateTimeOffset.FromUnixTimeSeconds(first):yyyy-MM-ddTHH:mm:ssZ}&to={DateTimeOffset.FromUnixTimeSeconds(first + (Intervals * Interval)):yyyy-MM-ddTHH:mm:ssZ}";
        _raw = new RawFlows(folder);
        var records = _raw.Number("count(*)");
        _process = new GraphApiProcess(_folder.Path, folder);
        await _process.UntilAsync("/api/v1/meta", meta => meta.GetProperty("import").GetProperty("records").GetInt64() == records);
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _raw?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
