using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Sums by dimensions from the lake, in three steps: which groups are the largest (one measure, no time axis, so that the coarsest tables will do), their sums by action and bucket,
/// and the totals from whichever tables are smallest. The rest is what the totals have more than the groups.
/// </summary>
internal static class AggregateQueryRunner
{
    public static AggregateAnswer Run(DuckDbConnection connection, AggregateQuery query, CancellationToken cancellationToken)
    {
        var buckets = AggregateChecks.Check(query);
        var plan = new AggregatePlan(connection, query, cancellationToken);
        var dimensions = query.By.Select((dimension, i) => new DimensionSql(dimension, i)).ToList();
        if (dimensions.Count == 0)
        {
            var total = Total(plan, buckets);
            var any = total.Traffic.Total.Flows > 0;
            return new AggregateAnswer(query.From, query.To, any ? [total.ToGroup([], query)] : [], any ? 1 : 0, null, total.Traffic, buckets?.Starts(), plan.ToQueryPlan());
        }

        if (FewGroups.Fit(dimensions)) return OfFew(query, plan, FewGroups.Find(plan, dimensions, query.Measure, buckets), buckets);
        var top = AggregateTop.Find(connection, plan.Rows(dimensions, null), dimensions, query.Measure, query.Limit, cancellationToken);
        var sums = top.Keys.Select(_ => new AggregateSums(buckets)).ToArray();
        if (sums.Length > 0) AddGroups(plan, dimensions, top.Keys, buckets, sums);
        var groups = sums.Select((group, i) => group.ToGroup([.. top.Keys[i].Select((key, k) => key.ToText(query.By[k].Kind))], query)).ToList();
        var all = IsAll(query, top) ? Sum(sums, buckets) : Total(plan, buckets);
        var totals = all.Traffic;
        return new AggregateAnswer(
            query.From, query.To, groups, top.TotalGroups, top.TotalGroups > groups.Count ? Rest(query, all, sums) : null, totals, buckets?.Starts(), plan.ToQueryPlan());
    }

    private static AggregateAnswer OfFew(AggregateQuery query, AggregatePlan plan, List<(DimensionKey[] Keys, AggregateSums Sums)> found, TimeBuckets? buckets)
    {
        var groups = found.Take(query.Limit).Select(group => group.Sums.ToGroup([.. group.Keys.Select((key, k) => key.ToText(query.By[k].Kind))], query)).ToList();
        var rest = found.Count > groups.Count ? Sum([.. found.Skip(query.Limit).Select(group => group.Sums)], buckets).ToGroup([], query) : null;
        var total = Sum([.. found.Select(group => group.Sums)], null).Traffic;
        return new AggregateAnswer(query.From, query.To, groups, found.Count, rest, total, buckets?.Starts(), plan.ToQueryPlan());
    }

    // Where every group is shown, and each record is in one, nothing more need be read.
    private static bool IsAll(AggregateQuery query, AggregateTop top) => top.TotalGroups == top.Keys.Count && !query.By.Any(dimension => dimension.CountsBothEnds);

    private static AggregateSums Sum(AggregateSums[] groups, TimeBuckets? buckets)
    {
        var all = new AggregateSums(buckets);
        foreach (var group in groups) all.Add(group);
        return all;
    }

    private static AggregateGroup Rest(AggregateQuery query, AggregateSums total, IEnumerable<AggregateSums> groups)
    {
        if (query.By.Any(dimension => dimension.CountsBothEnds)) total.Double();
        foreach (var group in groups) total.Subtract(group);
        return total.ToGroup([], query);
    }

    private static AggregateSums Total(AggregatePlan plan, TimeBuckets? buckets)
    {
        var sql = new SqlText().Add(buckets is null ? "SELECT action, " : "SELECT bucket, action, ").Add("sum(flows)::HUGEINT, sum(packets)::HUGEINT, sum(bytes)::HUGEINT FROM ");
        plan.Rows([], buckets).AddTo(sql, table => "action, " + AggregateRows.Sums(table)).Add(" GROUP BY ALL");
        var total = new AggregateSums(buckets);
        Read(plan, sql, buckets, (_, bucket, action, traffic) => total.Add(bucket, action, traffic), ranked: false);
        return total;
    }

    private static void AddGroups(
        AggregatePlan plan, List<DimensionSql> dimensions, IReadOnlyList<IReadOnlyList<DimensionKey>> keys, TimeBuckets? buckets, AggregateSums[] sums)
    {
        var sql = AddTop(new SqlText().Add("WITH top("), dimensions, keys);
        var bucket = buckets is null ? "" : "bucket, ";
        var columns = string.Join(", ", dimensions.Select(dimension => dimension.ColumnList));
        // What is no text can be looked up row by row, before anything is grouped.
        var direct = dimensions.Where(dimension => !dimension.IsMapped).SelectMany(dimension => dimension.Columns).ToList();
        var mapped = direct.Count < dimensions.Sum(dimension => dimension.Columns.Count);
        sql.Add($", g AS (SELECT {(mapped ? columns : "rank")}, {bucket}action, sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes FROM ");
        plan.Rows(dimensions, buckets).AddTo(sql, table => "action, " + AggregateRows.Sums(table));
        if (!mapped) sql.Add($" JOIN top USING ({columns})");
        else if (direct.Count > 0) sql.Add($" AS r SEMI JOIN top USING ({string.Join(", ", direct)})");
        sql.Add(" GROUP BY ALL)");
        if (mapped)
        {
            AggregateTop.AddMapped(sql.Add(", f AS (SELECT "), dimensions).Add($", {bucket}action, flows, packets, bytes FROM g");
            foreach (var dimension in dimensions) dimension.AddJoin(sql);
            sql.Add(")");
        }

        sql.Add($" SELECT {bucket}action, sum(flows)::HUGEINT, sum(packets)::HUGEINT, sum(bytes)::HUGEINT, rank FROM ")
            .Add(mapped ? $"f JOIN top USING ({columns})" : "g").Add(" GROUP BY ALL");
        Read(plan, sql, buckets, (rank, bucketIndex, action, traffic) => sums[rank].Add(bucketIndex, action, traffic), ranked: true);
    }

    private static SqlText AddTop(SqlText sql, List<DimensionSql> dimensions, IReadOnlyList<IReadOnlyList<DimensionKey>> keys)
    {
        sql.Add(string.Join(", ", dimensions.Select(dimension => dimension.ColumnList))).Add(", rank) AS (VALUES ");
        for (var rank = 0; rank < keys.Count; rank++)
        {
            sql.Add(rank == 0 ? "(" : ", (");
            for (var i = 0; i < dimensions.Count; i++)
            {
                dimensions[i].AddKey(sql, keys[rank][i]);
                sql.Add(", ");
            }

            sql.Value((long)rank).Add("::BIGINT)");
        }

        return sql.Add(")");
    }

    private static void Read(AggregatePlan plan, SqlText sql, TimeBuckets? buckets, Action<int, int, FlowAction, Traffic> add, bool ranked)
    {
        using var statement = sql.Prepare(plan.Connection);
        using var result = statement.Execute(plan.CancellationToken);
        var first = buckets is null ? 0 : 1;
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var bucket = buckets is null ? 0 : (int)(chunk.Column<long>(0)[row] - (buckets.First / buckets.Width));
                add(ranked ? (int)chunk.Column<long>(first + 4)[row] : 0, bucket, (FlowAction)chunk.Column<byte>(first)[row], chunk.Traffic(first + 1, row));
            }
        }
    }
}
