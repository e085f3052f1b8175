using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The product with its demo, as someone starts it who has just cloned the repository. Shared, since its first start writes three days.</summary>
public sealed class DemoProduct : IAsyncLifetime
{
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

    /// <summary>Runs, and holds all that the demo wrote before it went live.</summary>
    internal async Task<RunningProduct> ImportedAsync()
    {
        var product = await RunningAsync();
        await Deadline.ReachedAsync("the demo's first days imported", TimeSpan.FromMinutes(2), async () =>
        {
            if (await product.MetaAsync() is not { } meta) return "no answer";
            var import = meta.GetProperty("import");
            return import.GetProperty("objects").GetInt64() > 0 && import.GetProperty("pendingObjects").GetInt64() <= 2 ? null : import.ToString();
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
