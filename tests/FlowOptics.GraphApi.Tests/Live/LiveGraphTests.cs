using System.Text.Json;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveGraphTests
{
    [Fact]
    public void Graphs_agree_with_the_reference_in_one_share_and_in_many() => Prop.ForAll(FlowRecords.Arbitrary, Questions(), Arb.From(FlowRecords.OneOf(false, true)), (records, query, many) =>
    {
        records = [.. records.Select(GraphQueries.WithInterface)];
        var (store, start) = LiveStores.Fill(records, many ? LiveStores.Small : null);
        var answer = store.GraphAsync(query, null, CancellationToken.None).GetAwaiter().GetResult();
        Assert.Equal(["live"], answer.Plan!.Tables);
        Assert.Equal(Json(ReferenceGraph.Of(records, query) with { From = start }), Json(answer with { Plan = null }));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    [Fact]
    public async Task An_earlier_window_that_began_before_the_live_one_is_refused_with_its_start()
    {
        var (store, start) = LiveStores.Fill([]);
        var query = new GraphQuery { Mode = GraphMode.All, From = start.AddMinutes(5), To = LiveStores.Now, Before = (start.AddMinutes(-1), start.AddMinutes(5)) };
        var refusal = await Assert.ThrowsAsync<UnsupportedQueryException>(() => store.GraphAsync(query, null, TestContext.Current.CancellationToken));
        Assert.Contains($"{start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", refusal.Message, StringComparison.Ordinal);
    }

    // What the window has, in whole minutes.
    private static Arbitrary<GraphQuery> Questions() => Arb.From(
        from query in GraphQueries.Arbitrary.Generator
        from range in FlowRecords.OneOf((0, 60), (0, 60), (20, 60), (7, 31))
        from before in FlowRecords.OneOf((0, 60), (0, 20), (5, 7))
        select query with
        {
            From = Minute(range.Item1),
            To = Minute(range.Item2),
            Before = query.Before is null ? null : (Minute(before.Item1), Minute(before.Item2)),
            Group = query.Group == GraphGroup.Tag ? GraphGroup.Vpc : query.Group,
        });

    private static DateTimeOffset Minute(int minute) => DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + (60L * minute));

    private static string Json(GraphAnswer answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web).Replace("{\"", "\n{\"", StringComparison.Ordinal);
}
