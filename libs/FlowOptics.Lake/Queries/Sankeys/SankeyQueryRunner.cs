using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Flows through levels from the lake: first each level's largest values, then one pass over all records, in which values become their places among these, so that what is grouped stays small.
/// </summary>
internal static class SankeyQueryRunner
{
    public static SankeyAnswer Run(DuckDbConnection connection, SankeyQuery query, CancellationToken cancellationToken)
    {
        AggregateChecks.Check(query);
        var plan = new AggregatePlan(connection, query, cancellationToken);
        var dimensions = query.By.Select((dimension, i) => new DimensionSql(dimension, i)).ToList();
        var levels = dimensions.ConvertAll(dimension =>
        {
            var top = AggregateTop.Find(connection, plan.Rows([dimension], null), [dimension], query.Measure, query.Top, cancellationToken);
            return new SankeyLevel([.. top.Keys.Select(key => key[0])], top.TotalGroups - top.Keys.Count);
        });
        var fold = new SankeyFold(query, levels);
        // Without a value on a level there is no record.
        if (levels[0].Shown.Count > 0) Fold(plan, dimensions, levels, fold);
        return fold.ToAnswer(query.From, query.To, plan.ToQueryPlan());
    }

    private static void Fold(AggregatePlan plan, List<DimensionSql> dimensions, List<SankeyLevel> levels, SankeyFold fold)
    {
        var sql = new SqlText().Add("WITH ");
        for (var i = 0; i < dimensions.Count; i++) AddLevel(sql.Add(i == 0 ? "" : ", "), dimensions[i], i, levels[i]);
        sql.Add(", g AS (SELECT ").Add(string.Concat(dimensions.Select((dimension, i) => dimension.IsMapped ? $"k{i}, " : $"{Rank(levels, i)} AS r{i}, ")))
            .Add("action, sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes FROM ");
        plan.Rows(dimensions, null).AddTo(sql, table => "action, " + AggregateRows.Sums(table));
        for (var i = 0; i < dimensions.Count; i++)
        {
            if (!dimensions[i].IsMapped) sql.Add($" LEFT JOIN l{i} USING ({dimensions[i].ColumnList})");
        }

        sql.Add(" GROUP BY ALL)");
        AddMapped(sql, dimensions);
        sql.Add(" SELECT ").Add(string.Concat(dimensions.Select((dimension, i) => dimension.IsMapped ? $"{Rank(levels, i)} AS r{i}, " : $"r{i}, ")))
            .Add("action, sum(flows)::HUGEINT, sum(packets)::HUGEINT, sum(bytes)::HUGEINT FROM f");
        for (var i = 0; i < dimensions.Count; i++)
        {
            if (dimensions[i].IsMapped) sql.Add($" LEFT JOIN l{i} USING (k{i})");
        }

        Read(plan, sql.Add(" GROUP BY ALL"), dimensions.Count, fold);
    }

    private static void AddMapped(SqlText sql, List<DimensionSql> dimensions)
    {
        sql.Add(", f AS (SELECT ");
        for (var i = 0; i < dimensions.Count; i++)
        {
            if (dimensions[i].IsMapped) dimensions[i].AddMapped(sql);
            else sql.Add($"r{i}");
            sql.Add(", ");
        }

        sql.Add("action, flows, packets, bytes FROM g");
        foreach (var dimension in dimensions) dimension.AddJoin(sql);
        sql.Add(")");
    }

    private static void AddLevel(SqlText sql, DimensionSql dimension, int index, SankeyLevel level)
    {
        sql.Add($"l{index}({dimension.ColumnList}, rank{index}) AS (VALUES ");
        for (var rank = 0; rank < level.Shown.Count; rank++)
        {
            dimension.AddKey(sql.Add(rank == 0 ? "(" : ", ("), level.Shown[rank]);
            sql.Add(FormattableString.Invariant($", {rank}::BIGINT)"));
        }

        sql.Add(")");
    }

    private static string Rank(List<SankeyLevel> levels, int index) => FormattableString.Invariant($"coalesce(rank{index}, {levels[index].Shown.Count})");

    private static void Read(AggregatePlan plan, SqlText sql, int levels, SankeyFold fold)
    {
        using var statement = sql.Prepare(plan.Connection);
        using var result = statement.Execute(plan.CancellationToken);
        var ranks = new int[levels];
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                for (var i = 0; i < levels; i++) ranks[i] = (int)chunk.Column<long>(i)[row];
                fold.Add(ranks, (FlowAction)chunk.Column<byte>(levels)[row], chunk.Traffic(levels + 1, row));
            }
        }
    }
}
