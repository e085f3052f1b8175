using System.Diagnostics;
using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The product with its demo, as someone starts it who has just cloned the repository. Shared, since its first start writes three days.</summary>
public sealed class DemoProduct : IAsyncLifetime
{
    /// <summary>Longer than the demo needs for an object, even on a slow machine.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowoptics-demo-");
    private RunningProduct? _running;

    internal RawObjects Raw { get; private set; } = null!;

    /// <summary>The one that runs, or a new start on the same data.</summary>
    internal async Task<RunningProduct> RunningAsync()
    {
        if (_running is not null && ProcessTable.Exists(_running.Pid)) return _running;
        if (_running is not null) await _running.DisposeAsync();
        _running = null;
        return _running = await RunningProduct.StartAsync(_folder.FullName);
    }

    /// <summary>Runs, and holds all that the demo writes before it goes on live: yesterday's folders have stopped growing, and nothing waits for import.</summary>
    internal async Task<RunningProduct> ImportedAsync()
    {
        var product = await RunningAsync();
        var (yesterday, quiet) = (-1, Stopwatch.StartNew());
        await Deadline.ReachedAsync("the demo's first days written and imported", TimeSpan.FromMinutes(4), async () =>
        {
            var (all, ofYesterday) = (Raw.Count, Raw.CountOf(DateTime.UtcNow.AddDays(-1)));
            if (ofYesterday != yesterday) (yesterday, quiet) = (ofYesterday, Stopwatch.StartNew());
            if (await product.MetaAsync() is not { } meta) return "no answer";
            var import = meta.GetProperty("import");
            // The newest object or two may come at this moment, one every 2 s.
            var imported = import.GetProperty("objects").GetInt64() >= all - 3 && import.GetProperty("pendingObjects").GetInt64() <= 2;
            return imported && yesterday > 0 && quiet.Elapsed > Quiet ? null : $"{all} objects, {ofYesterday} of yesterday; {import}";
        });
        return product;
    }

    public ValueTask InitializeAsync()
    {
        Raw = new RawObjects(Path.Combine(_folder.FullName, "bucket"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
