using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The product with its demo, as someone starts it who has just cloned the repository. Shared, since its first start writes three days.</summary>
public sealed class DemoProduct : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowoptics-demo-");
    private RunningProduct? _running;
    private bool _isImported;

    internal RawObjects Raw { get; private set; } = null!;

    /// <summary>The one that runs, or a new start on the same data.</summary>
    internal async Task<RunningProduct> RunningAsync()
    {
        if (_running is not null && ProcessTable.Exists(_running.Pid)) return _running;
        if (_running is not null) await _running.DisposeAsync();
        _running = null;
        return _running = await RunningProduct.StartAsync(_folder.FullName);
    }

    /// <summary>Runs, and holds all that the demo wrote before it went on live.</summary>
    internal async Task<RunningProduct> ImportedAsync()
    {
        var product = await RunningAsync();
        if (_isImported) return product;
        await Deadline.ReachedAsync("the demo's first days written and imported", async () =>
        {
            // Its log's words at the end of the back-fill.
            if ((await product.Dashboard.GetAsync("/api/logs?resource=demo&text=Filled:&limit=1")).GetProperty("matching").GetInt32() == 0) return "the demo still writes";
            var all = Raw.Count;
            if (await product.MetaAsync() is not { } meta) return "no answer";
            var import = meta.GetProperty("import");
            // The newest object or two may come at this moment, one every 2 s.
            var isImported = import.GetProperty("objects").GetInt64() >= all - 3 && import.GetProperty("pendingObjects").GetInt64() <= 2;
            return isImported ? null : $"{all} objects; {import}";
        });
        // Later starts find it in the lake.
        _isImported = true;
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
