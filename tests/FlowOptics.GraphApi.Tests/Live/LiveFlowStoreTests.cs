using System.Text.Json;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveFlowStoreTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + 4000);

    [Fact]
    public void Graphs_agree_with_the_reference() => Prop.ForAll(FlowRecords.Arbitrary, Queries.Graph, (records, query) =>
    {
        var (store, start) = Fill(records);
        AssertSame(ReferenceStore.Graph(records, query) with { From = start }, store.GraphAsync(query, null, CancellationToken.None).GetAwaiter().GetResult());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Places_agree_with_the_reference() => Prop.ForAll(FlowRecords.Arbitrary, Queries.Geo, (records, query) =>
    {
        var (store, start) = Fill(records);
        AssertSame(ReferenceStore.Geo(records, query) with { From = start }, store.GeoAsync(query, null, CancellationToken.None).GetAwaiter().GetResult());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    // Half of the records arrive early, half late; batches come twice and in parts.
    private static (LiveFlowStore Store, DateTimeOffset Start) Fill(FlowRecord[] records)
    {
        var window = new LiveWindow(new LiveWindowOptions(), new ManualTime(Now));
        var half = records.Length / 2;
        foreach (var (part, key, arrival) in new[] { (records[..half], "early", Now.AddMinutes(-14)), (records[half..], "late", Now) })
        {
            foreach (var batch in FlowRecords.ToBatches(part, key, "etag", 10)) window.Add(batch, arrival);
            foreach (var batch in FlowRecords.ToBatches(part, key, "etag", 25)) window.Add(batch, arrival);
        }

        return (new LiveFlowStore(window), window.Start);
    }

    private static void AssertSame<T>(T expected, T actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected, JsonSerializerOptions.Web), JsonSerializer.Serialize(actual, JsonSerializerOptions.Web));
}
