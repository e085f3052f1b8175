using FlowOptics.Flows;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>Random questions for sums, about records that <see cref="Spread"/> laid over some days.</summary>
public static class AggregateQueries
{
    private const int Days = 4;

    private static readonly string[] Sided = [.. DimensionValues.Names.Where(name => name is not ("addr" or "subnet"))];

    public static Arbitrary<AggregateQuery> Aggregates { get; } = Arb.From(
        from count in FlowRecords.OneOf(0, 1, 1, 2, 3)
        from names in Gen.Elements<string>(DimensionValues.Names).ArrayOf(count)
        from bucket in FlowRecords.OneOf<int?>(null, 300, 3600, 6 * 3600, 86_400, 2 * 86_400)
        from measure in FlowRecords.OneOf(Enum.GetValues<TrafficMeasure>())
        from limit in FlowRecords.OneOf(1, 3, 100)
        from with in FlowRecords.OneOf((true, true), (false, true), (true, false), (false, false))
        from scope in Scope()
        select new AggregateQuery
        {
            By = [.. OneBothEnds(names).Select(name => new Dimension(name))],
            BucketSeconds = bucket,
            Measure = measure,
            Limit = limit,
            WithPoints = with.Item1 && bucket is not null,
            WithStatistics = with.Item2 && bucket is not null,
            From = scope.From,
            To = scope.To,
            Account = scope.Account,
            Region = scope.Region,
            Filter = scope.Filter,
        });

    public static Arbitrary<SankeyQuery> Sankeys { get; } = Arb.From(
        from count in FlowRecords.OneOf(2, 3, 4)
        from names in Gen.Shuffle(Sided)
        from measure in FlowRecords.OneOf(Enum.GetValues<TrafficMeasure>())
        from top in FlowRecords.OneOf(1, 3, 50)
        from scope in Scope()
        select new SankeyQuery
        {
            By = [.. names.Take(count).Select(name => new Dimension(name))],
            Measure = measure,
            Top = top,
            From = scope.From,
            To = scope.To,
            Account = scope.Account,
            Region = scope.Region,
            Filter = scope.Filter,
        });

    public static Arbitrary<GeoQuery> Places { get; } = Arb.From(
        from byCountry in FlowRecords.OneOf(false, true)
        from scope in Scope()
        select new GeoQuery { ByCountry = byCountry, From = scope.From, To = scope.To, Account = scope.Account, Region = scope.Region, Filter = scope.Filter });

    public static Arbitrary<FlowsQuery> Pages { get; } = Arb.From(
        from limit in FlowRecords.OneOf(1, 7, 1000)
        from scope in Scope()
        select new FlowsQuery { Limit = limit, From = scope.From, To = scope.To, Account = scope.Account, Region = scope.Region, Filter = scope.Filter });

    public static Gen<(DateTimeOffset From, DateTimeOffset To, string? Account, string? Region, FlowFilter? Filter)> Scope() =>
        from start in FlowRecords.OneOf(0, 0, 1, 3600, 5000, 86_400, 100_000)
        from length in FlowRecords.OneOf(0, 1, 3600, 7200, 40_000, 86_400, 3 * 86_400, Days * 86_400)
        from account in Gen.Elements<string?>([null, null, .. FlowRecords.Accounts])
        from region in Gen.Elements<string?>([null, null, .. FlowRecords.Regions])
        from filter in Gen.Elements<string?>([null, null, null, .. KnownFilters.All.Keys])
        select (Second(start), Second(start + length), account, region, filter is null ? null : FlowFilter.Parse(filter));

    /// <summary>The same records, of four days instead of one hour, some of one hour close together.</summary>
    public static FlowRecord[] Spread(FlowRecord[] records) => [.. records.Select((record, i) =>
    {
        var shift = (i * 7919L % (Days * 12) * 7200) - (record.Start % 2 == 0 ? 0 : 3600);
        return record with { Start = Midnight + 3600 + (record.Start - FlowRecords.Epoch) + shift, End = Midnight + 3600 + (record.End - FlowRecords.Epoch) + shift };
    })];

    private static long Midnight => FlowRecords.Epoch / 86_400 * 86_400;

    private static DateTimeOffset Second(long second) => DateTimeOffset.FromUnixTimeSeconds(Midnight + second);

    private static IEnumerable<string> OneBothEnds(string[] names) =>
        names.Distinct().Where((name, i) => name is not ("addr" or "subnet") || !names.Distinct().Take(i).Any(before => before is "addr" or "subnet"));
}
