using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The rows that a question is about, out of one or several tables.</summary>
internal sealed class PlannedSource(LoggedScopes scopes, FlowFilter? filter, IReadOnlyList<PlannedPart> parts)
{
    // Each range as a query of its own lets DuckDB pass over all blocks outside it; many (days that came apart) are one query with alternatives.
    private const int FewRanges = 4;

    public LoggedScopes Scopes { get; } = scopes;

    public IReadOnlyList<PlannedPart> Parts { get; } = parts;

    /// <summary>Adds a query in brackets: for each part the columns from its table, under the conditions of range, account, region and filter.</summary>
    /// <param name="columns">What stands between SELECT and FROM: our own words, the same column names for each table. Flow records count as <c>1</c>, roll-ups' rows by their sums.</param>
    /// <param name="condition">Adds further conditions, each beginning with AND.</param>
    public SqlText AddTo(SqlText sql, Func<LakeTable, string> columns, Action<SqlText, LakeTable>? condition = null)
    {
        // Nothing to read is a query all the same, with the same columns.
        var branches = Parts.Count == 0 ? [(LakeTable.Flows, [])] : Parts.SelectMany(Branches).ToList();
        sql.Add("(");
        for (var i = 0; i < branches.Count; i++)
        {
            var (table, ranges) = branches[i];
            sql.Add(i == 0 ? "SELECT " : " UNION ALL SELECT ").Add(columns(table)).Add(" FROM ").Add(table.Name).Add(" WHERE ");
            AddRanges(sql, table, ranges);
            Scopes.AddCondition(sql, table);
            AddFilter(sql, table);
            condition?.Invoke(sql, table);
        }

        return sql.Add(")");
    }

    /// <summary>What is said of the answer. The rows are counted by their times alone, which reads next to nothing.</summary>
    public QueryPlan ToPlan(DuckDbConnection connection, TimeSpan elapsed, CancellationToken cancellationToken) =>
        new([.. Parts.Select(part => part.Table.Name)], Parts.Sum(part => CountRows(connection, part, cancellationToken)), (long)elapsed.TotalMilliseconds);

    private static long CountRows(DuckDbConnection connection, PlannedPart part, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add("SELECT sum(n)::BIGINT FROM (");
        var separator = "";
        foreach (var (table, ranges) in Branches(part))
        {
            sql.Add(separator).Add("SELECT count(*) AS n FROM ").Add(table.Name).Add(" WHERE ");
            AddRanges(sql, table, ranges);
            separator = " UNION ALL ";
        }

        using var statement = sql.Add(")").Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        return (long)result.ToRows()[0][0]!;
    }

    private static IEnumerable<(LakeTable Table, IReadOnlyList<NumberRange> Ranges)> Branches(PlannedPart part) =>
        part.Ranges.Count <= FewRanges ? part.Ranges.Select(range => (part.Table, (IReadOnlyList<NumberRange>)[range])) : [(part.Table, part.Ranges)];

    private static void AddRanges(SqlText sql, LakeTable table, IReadOnlyList<NumberRange> ranges)
    {
        if (ranges.Count == 0)
        {
            sql.Add("false");
            return;
        }

        AddRange(sql, table, new NumberRange(ranges[0].First, ranges[^1].End));
        if (ranges.Count == 1) return;
        var separator = " AND (";
        foreach (var range in ranges)
        {
            AddRange(sql.Add(separator), table, range);
            separator = " OR ";
        }

        sql.Add(")");
    }

    private static void AddRange(SqlText sql, LakeTable table, NumberRange range) =>
        sql.Add(table.Time).Add(" >= ").Value(range.First).Add(" AND ").Add(table.Time).Add(" < ").Value(range.End);

    private void AddFilter(SqlText sql, LakeTable table)
    {
        if (filter is null) return;
        FilterSql.Add(sql.Add(" AND ("), filter, table.Filter!).Add(")");
    }
}
