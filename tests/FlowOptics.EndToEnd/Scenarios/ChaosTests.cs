using FlowOptics.EndToEnd.Product;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>Three million records, while one service after the other is killed, and at last stopped (SIGTERM).</summary>
[Collection(ProductScenarios.Name)]
public sealed class ChaosTests : IDisposable
{
    private const int Kills = 2;
    private const int ObjectsAtKill = 6;
    private const int ObjectsAtStop = 3;
    private const int RecordsEach = 50_000;

    private static readonly string[] Services = ["ingestor", "enricher", "graphapi", "broker"];

    private readonly ProductFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_is_killed_or_stopped_whenever_each_account_and_action_adds_up_to_the_raw_objects()
    {
        await using var product = await RunningProduct.StartAsync(_folder.Data, "--logs", _folder.Logs.Folder);
        var chaos = new Chaos(product, _folder.Logs, RecordsEach);
        for (var round = 1; round <= Kills; round++) await chaos.KillEachAsync(Services, ObjectsAtKill, $"round {round}");
        await chaos.StopEachAsync(Services, ObjectsAtStop, "at last");

        await chaos.AddsUpAsync();

        await product.StopAsync();
    }
}
