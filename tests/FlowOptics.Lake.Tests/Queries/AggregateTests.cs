using System.Text.Json;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Queries;

public sealed class AggregateTests
{
    [Fact]
    public void Sums_by_dimensions_agree_with_the_reference_whatever_is_sealed()
    {
        using var lake = new SealableLake();
        Prop.ForAll(FlowRecords.Arbitrary, AggregateQueries.Aggregates, Sealings.Arbitrary, (records, query, sealing) =>
        {
            records = lake.Fill(AggregateQueries.Spread(records), sealing);
            AssertSame(ReferenceAggregates.Of(records, query), lake.Ask(store => store.AggregateAsync(query, null, default)) with { Plan = new([], 0, 0) });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(120));
    }

    [Fact]
    public void Flows_through_levels_agree_with_the_reference_whatever_is_sealed()
    {
        using var lake = new SealableLake();
        Prop.ForAll(FlowRecords.Arbitrary, AggregateQueries.Sankeys, Sealings.Arbitrary, (records, query, sealing) =>
        {
            records = lake.Fill(AggregateQueries.Spread(records), sealing);
            AssertSame(ReferenceAggregates.Of(records, query), lake.Ask(store => store.SankeyAsync(query, null, default)) with { Plan = new([], 0, 0) });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(120));
    }

    [Fact]
    public void Places_and_countries_agree_with_the_reference_whatever_is_sealed()
    {
        using var lake = new SealableLake();
        Prop.ForAll(FlowRecords.Arbitrary, AggregateQueries.Places, Sealings.Arbitrary, (records, query, sealing) =>
        {
            records = lake.Fill(AggregateQueries.Spread(records), sealing);
            AssertSame(ReferenceGeo.Of(records, query), lake.Ask(store => store.GeoAsync(query, null, default)) with { Plan = null });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(Json(expected), Json(actual));

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);
}
