using System.Globalization;
using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>
/// Four million records, while one service after the other is killed, and at last stopped (SIGTERM), at moments that a seed decides. A failure names the seed;
/// FLOWOPTICS_CHAOS_SEED runs it again.
/// </summary>
[Collection(ProductScenarios.Name)]
public sealed class ChaosTests : IDisposable
{
    private const int Kills = 2;
    private const int ObjectsAtKill = 8;
    private const int ObjectsAtStop = 4;
    private const int RecordsEach = 50_000;

    private static readonly string[] Services = ["ingestor", "enricher", "graphapi", "broker"];
    private static readonly string[] Accounts = ["111122223333", "444455556666", "777788889999"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowoptics-chaos-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Whatever_is_killed_or_stopped_whenever_each_account_and_action_adds_up_to_the_raw_objects()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FLOWOPTICS_CHAOS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        var logs = new OwnLogs(_folder.CreateSubdirectory("logs").FullName);
        await using var product = await RunningProduct.StartAsync(Path.Combine(_folder.FullName, "data"), "--logs", logs.Folder);
        for (var round = 0; round <= Kills; round++)
        {
            var order = (string[])Services.Clone();
            random.Shuffle(order);
            foreach (var service in order) await EndOnceAsync(product, service, isKill: round < Kills, logs, random, $"seed {seed}, round {round + 1}");
        }

        var expected = new RawObjects(logs.Folder).Totals();
        Assert.Equal(Services.Length * ((Kills * ObjectsAtKill) + ObjectsAtStop) * RecordsEach, expected.Values.Sum(totals => totals.Flows));
        foreach (var source in new[] { "live", "history" })
        {
            await Deadline.ReachedAsync($"seed {seed}: all of {source} is what the raw objects say", TimeSpan.FromMinutes(3), async () =>
            {
                var actual = await TotalsAsync(product, source);
                return string.Join("; ", expected.Where(pair => actual[pair.Key] != pair.Value).Select(pair => $"{pair.Key}: {actual[pair.Key]} instead of {pair.Value}")) is { Length: > 0 } differing
                    ? differing
                    : null;
            });
        }

        await product.StopAsync();
    }

    private static async Task EndOnceAsync(RunningProduct product, string service, bool isKill, OwnLogs logs, Random random, string when)
    {
        var objects = isKill ? ObjectsAtKill : ObjectsAtStop;
        var before = await LiveFlowsAsync(product);
        for (var i = 0; i < objects; i++) logs.Add(RecordsEach, Accounts[random.Next(Accounts.Length)]);
        // Somewhere in the load, of which the end may still be on its way when the next service's turn comes.
        var moment = before + random.Next(objects * RecordsEach * 3 / 4);
        await Deadline.ReachedAsync($"{when}: {moment} records live, to end {service}", TimeSpan.FromMinutes(2), async () =>
            await LiveFlowsAsync(product) is var flows && flows >= moment ? null : $"{flows}");

        if (isKill) ProcessTable.Signal(product.Service(service).Pid, ProcessTable.Kill);
        else await product.Dashboard.StopAsync(service);

        await Deadline.ReachedAsync($"{when}: {service} seen as ended", TimeSpan.FromSeconds(30), async () =>
            await product.Dashboard.StateAsync(service) is var state && state == "Exited" ? null : state);
        // SIGKILL's own code; and none, where it has ended by itself within the time that a stop may take.
        Assert.Equal(isKill ? 128 + ProcessTable.Kill : 0, await product.Dashboard.ExitCodeAsync(service));
        await product.Dashboard.StartAsync(service);
        await Deadline.ReachedAsync($"{when}: all healthy after the end of {service}", TimeSpan.FromMinutes(2), product.Dashboard.UnhealthyAsync);
    }

    private static async Task<Dictionary<(string Account, string Action), RawTotals>> TotalsAsync(RunningProduct product, string source)
    {
        var totals = new Dictionary<(string, string), RawTotals>();
        foreach (var account in Accounts)
        {
            var answer = await product.GetAsync($"/api/v1/graph?mode=all&dedupe=false&source={source}&account={account}&limit=1");
            totals.Add((account, "ACCEPT"), RawTotals.Read(answer.GetProperty("accepted")));
            totals.Add((account, "REJECT"), RawTotals.Read(answer.GetProperty("rejected")));
        }

        return totals;
    }

    private static async Task<long> LiveFlowsAsync(RunningProduct product) =>
        await product.MetaAsync() is { } meta ? meta.GetProperty("live").GetProperty("flows").GetInt64() : 0;
}
