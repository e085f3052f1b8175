using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Sums by dimensions that have few values whatever the records are (outcomes, directions, protocols): all groups, in one pass.</summary>
internal static class FewGroups
{
    // Each may have a point for each bucket.
    private const int Most = 300;
    private const long TooMany = Most + 1;

    public static bool Fit(IReadOnlyList<DimensionSql> dimensions) =>
        dimensions.Count > 0 && dimensions.Aggregate(1L, (product, dimension) => Math.Min(product * ValuesOf(dimension.Dimension), TooMany)) <= Most;

    /// <returns>Every group, the largest by the measure first.</returns>
    public static List<(DimensionKey[] Keys, AggregateSums Sums)> Find(AggregatePlan plan, IReadOnlyList<DimensionSql> dimensions, TrafficMeasure measure, TimeBuckets? buckets)
    {
        var bucket = buckets is null ? "0::BIGINT" : "bucket";
        var sql = new SqlText().Add($"SELECT {bucket}, action, sum(flows)::HUGEINT, sum(packets)::HUGEINT, sum(bytes)::HUGEINT, {string.Join(", ", dimensions.Select(dimension => dimension.Output))} FROM ");
        plan.Rows(dimensions, buckets).AddTo(sql, table => "action, " + AggregateRows.Sums(table)).Add(" GROUP BY ALL");
        using var statement = sql.Prepare(plan.Connection);
        using var result = statement.Execute(plan.CancellationToken);
        var groups = new List<(DimensionKey[] Keys, AggregateSums Sums)>();
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var keys = Keys(dimensions, chunk, row);
                var index = groups.FindIndex(group => group.Keys.AsSpan().SequenceEqual(keys));
                if (index < 0)
                {
                    index = groups.Count;
                    groups.Add((keys, new AggregateSums(buckets)));
                }

                var at = buckets is null ? 0 : (int)(chunk.Column<long>(0)[row] - (buckets.First / buckets.Width));
                groups[index].Sums.Add(at, (FlowAction)chunk.Column<byte>(1)[row], chunk.Traffic(2, row));
            }
        }

        groups.Sort((left, right) => Compare(left, right, measure));
        return groups;
    }

    private static long ValuesOf(Dimension dimension) => dimension switch
    {
        { Kind: DimensionKind.Action or DimensionKind.Direction or DimensionKind.FlowDirection or DimensionKind.OwnEnd } => 4,
        { Name: Dimensions.Protocol } => 256,
        _ => TooMany,
    };

    private static DimensionKey[] Keys(IReadOnlyList<DimensionSql> dimensions, DuckDbChunk chunk, int row)
    {
        var column = 5;
        var keys = new DimensionKey[dimensions.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = dimensions[i].Read(chunk, ref column, row);
        return keys;
    }

    private static int Compare((DimensionKey[] Keys, AggregateSums Sums) left, (DimensionKey[] Keys, AggregateSums Sums) right, TrafficMeasure measure)
    {
        var order = right.Sums.Traffic.Total.Of(measure).CompareTo(left.Sums.Traffic.Total.Of(measure));
        for (var i = 0; i < left.Keys.Length && order == 0; i++) order = left.Keys[i].CompareTo(right.Keys[i]);
        return order;
    }
}
