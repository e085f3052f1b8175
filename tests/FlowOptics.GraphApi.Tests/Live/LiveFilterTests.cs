using System.Text.Json;
using FlowOptics.Flows;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveFilterTests
{
    private static readonly QueryPlan NoPlan = new([], 0, 0);

    [Fact]
    public void A_filter_of_the_window_and_a_filter_of_batches_agree() => Prop.ForAll(FlowRecords.Arbitrary, LiveFilters.Arbitrary, (records, filter) =>
    {
        // What the batches' own filter leaves, asked without one, answers as everything does with it.
        var left = LiveStores.Fill(Matching(records, filter)).Store;
        var all = LiveStores.Fill(records).Store;
        var sums = new AggregateQuery { By = [new Dimension("service-port"), new Dimension("srcaddr")], Limit = 1000, From = DateTimeOffset.UnixEpoch, To = LiveStores.Now.AddDays(1) };
        Assert.Equal(Json(Answer(left, sums)), Json(Answer(all, sums with { Filter = filter })));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("bytes > 10MB", "bytes")]
    [InlineData("packets = 1", "packets")]
    [InlineData("start > 1790000000", "start")]
    [InlineData("tcp-flags = 2", "tcp-flags")]
    [InlineData("flow-direction = ingress", "flow-direction")]
    [InlineData("vpc-id = vpc-1", "vpc-id")]
    [InlineData("pkt-srcaddr = 10.0.0.1", "pkt-srcaddr")]
    [InlineData("dstport = 50000", "dstport")]
    [InlineData("action = reject and port in 8000-8999", "port")]
    [InlineData("srcport = dstport", "srcport")]
    public async Task What_the_window_does_not_keep_is_refused_by_name_and_sent_to_history(string filter, string field)
    {
        var query = new GeoQuery { From = DateTimeOffset.UnixEpoch, To = LiveStores.Now, Filter = FlowFilter.Parse(filter) };
        var refusal = await Assert.ThrowsAsync<UnsupportedQueryException>(() => LiveStores.Fill([]).Store.GeoAsync(query, null, TestContext.Current.CancellationToken));
        Assert.Contains(field, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("source=history", refusal.Message, StringComparison.Ordinal);
    }

    private static FlowRecord[] Matching(FlowRecord[] records, FlowFilter filter)
    {
        if (records.Length == 0) return [];
        var batch = FlowRecords.ToBatches(records, "key", "etag", records.Length)[0];
        var matches = new bool[records.Length];
        FilterPredicate.Compile(filter).Match(batch, matches);
        return [.. records.Where((_, i) => matches[i])];
    }

    private static AggregateAnswer Answer(LiveFlowStore store, AggregateQuery query) =>
        store.AggregateAsync(query, null, CancellationToken.None).GetAwaiter().GetResult() with { Plan = NoPlan };

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);
}
