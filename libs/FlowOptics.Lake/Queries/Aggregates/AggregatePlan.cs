using System.Diagnostics;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The sources that one question reads, planned as they are needed; all inside the question's transaction.</summary>
internal sealed class AggregatePlan(DuckDbConnection connection, FlowScope question, CancellationToken cancellationToken)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Dictionary<(LakeTable?, LakeTable?), PlannedSource> _sources = [];

    public DuckDbConnection Connection => connection;

    public CancellationToken CancellationToken => cancellationToken;

    public AggregateRows Rows(IReadOnlyList<DimensionSql> dimensions, TimeBuckets? buckets)
    {
        var tables = AggregateTables.For(dimensions, question.Filter, buckets?.Width);
        if (!_sources.TryGetValue(tables, out var source)) _sources.Add(tables, source = QueryPlanner.Plan(connection, question, tables.ByDay, tables.ByHour, cancellationToken));
        return new AggregateRows(source, dimensions, buckets);
    }

    /// <summary>All tables that were read; one that was read several times counts once, with the most that was read of it.</summary>
    public QueryPlan ToQueryPlan()
    {
        var parts = _sources.Values.SelectMany(source => source.Parts).GroupBy(part => part.Table).Select(table => table.MaxBy(part => part.Ranges.Sum(range => range.Count))!);
        return new PlannedSource(_sources.Values.First().Scopes, null, [.. parts]).ToPlan(connection, Stopwatch.GetElapsedTime(_started), cancellationToken);
    }
}
