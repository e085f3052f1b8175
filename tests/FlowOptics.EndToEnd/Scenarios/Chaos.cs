using System.Globalization;
using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>
/// Objects come, and one service after the other is killed or stopped at moments that a seed decides. A failure names the seed; FLOWOPTICS_CHAOS_SEED runs it again.
/// </summary>
/// <param name="logs">What is true: the product must come to the same sums.</param>
/// <param name="deliver">Gives the product an object of <paramref name="logs"/>, by its key, where it does not read their folder itself.</param>
internal sealed class Chaos(RunningProduct product, OwnLogs logs, int recordsEach, Func<string, Task>? deliver = null)
{
    private static readonly string[] Accounts = ["111122223333", "444455556666", "777788889999"];

    private readonly Random _random = new(Seed);
    private int _objects;

    private static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FLOWOPTICS_CHAOS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();

    /// <summary>Kills each of the services once, in an order of chance.</summary>
    public Task KillEachAsync(IEnumerable<string> services, int objectsAtEach, string when) => EndEachAsync(services, objectsAtEach, isKill: true, when);

    /// <summary>Stops each of the services once (SIGTERM), in an order of chance.</summary>
    public Task StopEachAsync(IEnumerable<string> services, int objectsAtEach, string when) => EndEachAsync(services, objectsAtEach, isKill: false, when);

    /// <summary>Live window and history hold what the raw objects do, by account and action.</summary>
    public async Task AddsUpAsync()
    {
        var expected = new RawObjects(logs.Folder).Totals();
        Assert.Equal((long)_objects * recordsEach, expected.Values.Sum(totals => totals.Flows));
        foreach (var source in new[] { "live", "history" })
        {
            await Deadline.ReachedAsync($"seed {Seed}: all of {source} is what the raw objects say", async () =>
            {
                var actual = await TotalsAsync(source);
                return string.Join("; ", expected.Where(pair => actual[pair.Key] != pair.Value).Select(pair => $"{pair.Key}: {actual[pair.Key]} instead of {pair.Value}")) is { Length: > 0 } differing
                    ? differing
                    : null;
            });
        }
    }

    private async Task EndEachAsync(IEnumerable<string> services, int objectsAtEach, bool isKill, string when)
    {
        var order = services.ToArray();
        _random.Shuffle(order);
        foreach (var service in order) await EndOnceAsync(service, objectsAtEach, isKill, $"seed {Seed}, {when}");
    }

    private async Task EndOnceAsync(string service, int objects, bool isKill, string when)
    {
        var before = await product.LiveFlowsAsync();
        for (var i = 0; i < objects; i++)
        {
            var key = logs.Add(recordsEach, Accounts[_random.Next(Accounts.Length)]);
            _objects++;
            if (deliver is not null) await deliver(key);
        }

        // Somewhere in the load, of which the end may still be on its way when the next service's turn comes.
        var moment = before + _random.Next(objects * recordsEach * 3 / 4);
        await Deadline.ReachedAsync($"{when}: {moment} records live, to end {service}", async () =>
            await product.LiveFlowsAsync() is var flows && flows >= moment ? null : $"{flows}");

        if (isKill) ProcessTable.Signal(product.Service(service).Pid, ProcessTable.Kill);
        else await product.Dashboard.StopAsync(service);

        await Deadline.ReachedAsync($"{when}: {service} seen as ended", async () =>
            await product.Dashboard.StateAsync(service) is var state && state == "Exited" ? null : state);
        // SIGKILL's own code; and none, where it has ended by itself within the time that a stop may take.
        Assert.Equal(isKill ? 128 + ProcessTable.Kill : 0, await product.Dashboard.ExitCodeAsync(service));
        await product.Dashboard.StartAsync(service);
        await Deadline.ReachedAsync($"{when}: all healthy after the end of {service}", product.Dashboard.UnhealthyAsync);
    }

    private async Task<Dictionary<(string Account, string Action), RawTotals>> TotalsAsync(string source)
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
}
