using System.Text.Json;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveAggregateTests
{
    private static readonly QueryPlan NoPlan = new([], 0, 0);

    private static readonly string[] Names = [.. DimensionValues.Names.Where(LiveDimension.Names.Contains)];

    [Fact]
    public void Sums_by_dimensions_agree_with_the_reference_in_many_shares() => Prop.ForAll(FlowRecords.Arbitrary, AggregateQueries.Aggregates, Ranges(), (records, query, range) =>
    {
        query = query with { Filter = LiveStores.Kept(query.Filter), By = [.. query.By.Where(dimension => Names.Contains(dimension.Name))], From = Minute(range.From), To = Minute(range.To) };
        var (store, start) = LiveStores.Fill(records, LiveStores.Small);
        var answer = store.AggregateAsync(query, null, CancellationToken.None).GetAwaiter().GetResult();
        AssertSame(ReferenceAggregates.Of(records, query) with { From = start }, answer with { Plan = NoPlan });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Flows_through_levels_agree_with_the_reference() => Prop.ForAll(FlowRecords.Arbitrary, AggregateQueries.Sankeys, Ranges(), (records, query, range) =>
    {
        query = query with { Filter = LiveStores.Kept(query.Filter), By = [.. query.By.Concat([new Dimension("srcaddr"), new Dimension("action")]).Where(dimension => Names.Contains(dimension.Name)).Distinct().Take(4)], From = Minute(range.From), To = Minute(range.To) };
        var (store, start) = LiveStores.Fill(records);
        var answer = store.SankeyAsync(query, null, CancellationToken.None).GetAwaiter().GetResult();
        AssertSame(ReferenceAggregates.Of(records, query) with { From = start }, answer with { Plan = NoPlan });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public async Task Asked_for_all_that_there_is_the_time_axis_is_where_there_are_records()
    {
        var record = FlowRecords.Arbitrary.Generator.Where(records => records.Length > 0).Sample(1).Single()[0];
        var (store, _) = LiveStores.Fill([record with { Start = FlowRecords.Epoch + 65 }, record with { Start = FlowRecords.Epoch + 185 }]);
        var query = new AggregateQuery { By = [], BucketSeconds = 60, WithPoints = true, From = DateTimeOffset.UnixEpoch, To = LiveStores.Now.AddDays(1) };

        var answer = await store.AggregateAsync(query, null, TestContext.Current.CancellationToken);

        Assert.Equal([FlowRecords.Epoch + 60, FlowRecords.Epoch + 120, FlowRecords.Epoch + 180], answer.Buckets);
        Assert.Equal([1, 0, 1], answer.Groups.Single().Points!.Select(point => point.Flows));
    }

    [Theory]
    [InlineData("dstport")]
    [InlineData("vpc-id")]
    [InlineData("tcp-flags")]
    [InlineData("instance-tag")]
    public async Task A_dimension_that_the_window_does_not_keep_is_refused_by_name(string dimension)
    {
        var query = new AggregateQuery { By = [new Dimension(dimension)], From = DateTimeOffset.UnixEpoch, To = LiveStores.Now };
        var refusal = await Assert.ThrowsAsync<UnsupportedQueryException>(() => LiveStores.Fill([]).Store.AggregateAsync(query, null, TestContext.Current.CancellationToken));
        Assert.Contains(dimension, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("source=history", refusal.Message, StringComparison.Ordinal);
    }

    private static Arbitrary<(int From, int To)> Ranges() => Arb.From(FlowRecords.OneOf((0, 60), (0, 60), (7, 31), (59, 60), (30, 30)));

    private static DateTimeOffset Minute(int minute) => DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + (60L * minute));

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(Json(expected), Json(actual));

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);
}
