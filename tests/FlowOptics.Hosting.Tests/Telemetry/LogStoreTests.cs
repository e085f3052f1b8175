using Aspire.Hosting.Telemetry.Logs;
using Aspire.Hosting.Telemetry.Resources;
using FsCheck;
using FsCheck.Fluent;

namespace Aspire.Hosting.Tests.Telemetry;

/// <summary>Held to a list that keeps all and is cut by the plain words of the rule.</summary>
public sealed class LogStoreTests
{
    private const int MostPerResource = 5;

    private readonly TelemetryResource[] _resources = [.. Enumerable.Range(0, 3).Select(i => new TelemetryResource($"r{i}", $"r{i}", instance: null))];
    private readonly TelemetryScope _scope = new("Category", []);

    [Fact]
    public void Keeps_the_newest_of_each_resource_and_numbers_all_by_arrival() => Prop.ForAll(Batches().ToArbitrary(), batches =>
    {
        var store = new LogStore(MostPerResource);
        var reference = new List<LogEntry>();
        foreach (var batch in batches)
        {
            var entries = batch.Select(resource => Entry(_resources[resource], "x")).ToList();
            store.Add(entries);
            reference.AddRange(entries);
        }

        var kept = reference.GroupBy(entry => entry.Resource).SelectMany(group => group.TakeLast(MostPerResource)).OrderBy(entry => entry.Number).ToList();
        Assert.Equal(Enumerable.Range(1, reference.Count).Select(n => (long)n), reference.Select(entry => entry.Number));
        Assert.Equal(kept, store.After(0));
        Assert.Equal(kept.Where(entry => entry.Number > 7 && entry.Resource.Id == "r1"), store.After(7, new HashSet<string> { "r1" }));
        Assert.Equal(kept.Sum(entry => (long)entry.Bytes), store.Bytes);
        Assert.All(_resources, resource => Assert.Equal(kept.Count(entry => entry.Resource == resource), store.CountsOf(resource).Logs));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_over_in_bytes_goes_from_whoever_has_most()
    {
        var one = Entry(_resources[0], new string('x', 100));
        var store = new LogStore(mostBytes: one.Bytes * 4);
        store.Add([one]);

        for (var i = 0; i < 20; i++) store.Add([Entry(_resources[1], new string('x', 100))]);

        Assert.Equal(1, store.CountsOf(_resources[0]).Logs);
        Assert.Equal(3, store.CountsOf(_resources[1]).Logs);
        Assert.Equal(store.After(0).Sum(entry => (long)entry.Bytes), store.Bytes);
    }

    [Fact]
    public async Task Who_waits_is_woken_by_what_comes_from_many_at_once()
    {
        var store = new LogStore();
        const int Writers = 4, Each = 500;

        var writing = Enumerable.Range(0, Writers).Select(w => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++) store.Add([Entry(_resources[w % _resources.Length], $"{w} {i}")]);
        })).ToArray();
        var seen = new List<long>();
        while (seen.Count < Writers * Each)
        {
            var after = seen.Count == 0 ? 0 : seen[^1];
            await store.MoreAsync(after, TestContext.Current.CancellationToken).WaitAsync(TestApp.Patience);
            seen.AddRange(store.After(after).Select(entry => entry.Number));
        }

        await Task.WhenAll(writing);
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(n => (long)n), seen);
    }

    private static Gen<int[][]> Batches() => Gen.Choose(0, 2).ArrayOf().ArrayOf();

    private LogEntry Entry(TelemetryResource resource, string message) => new(resource, _scope, OtlpMessages.Log(message));
}
