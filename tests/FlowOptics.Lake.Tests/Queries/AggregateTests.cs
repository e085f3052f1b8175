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
        Prop.ForAll(FlowRecords.Arbitrary, Some(AggregateQueries.Aggregates), Sealings.Arbitrary, (records, queries, sealing) =>
        {
            records = lake.Fill(AggregateQueries.Spread(records), sealing);
            foreach (var query in queries) AssertSame(ReferenceAggregates.Of(records, query), lake.Ask(store => store.AggregateAsync(query, null, default)) with { Plan = new([], 0, 0) });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void Flows_through_levels_agree_with_the_reference_whatever_is_sealed()
    {
        using var lake = new SealableLake();
        Prop.ForAll(FlowRecords.Arbitrary, Some(AggregateQueries.Sankeys), Sealings.Arbitrary, (records, queries, sealing) =>
        {
            records = lake.Fill(AggregateQueries.Spread(records), sealing);
            foreach (var query in queries) AssertSame(ReferenceAggregates.Of(records, query), lake.Ask(store => store.SankeyAsync(query, null, default)) with { Plan = new([], 0, 0) });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void Places_and_countries_agree_with_the_reference_whatever_is_sealed()
    {
        using var lake = new SealableLake();
        Prop.ForAll(FlowRecords.Arbitrary, Some(AggregateQueries.Places), Sealings.Arbitrary, (records, queries, sealing) =>
        {
            records = lake.Fill(AggregateQueries.Spread(records), sealing);
            foreach (var query in queries) AssertSame(ReferenceGeo.Of(records, query), lake.Ask(store => store.GeoAsync(query, null, default)) with { Plan = null });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(13));
    }

    // Filling and sealing cost most: several questions of each lake.
    private static Arbitrary<T[]> Some<T>(Arbitrary<T> queries) => queries.Generator.ArrayOf(4).ToArbitrary();

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(Json(expected), Json(actual));

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);
}
