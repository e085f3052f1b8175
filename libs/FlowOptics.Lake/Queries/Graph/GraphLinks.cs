using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Links out of rows: which are the largest, what is in all of them, and what is in some.</summary>
internal sealed class GraphLinks(DuckDbConnection connection, GraphQuery query, GraphKeys keys, CancellationToken cancellationToken)
{
    /// <summary>Adds up a window's links by the question's measure alone, as a temporary table <c>ranked0</c>, <c>ranked1</c>: with all of their sums millions would not fit.</summary>
    /// <returns>How many there are.</returns>
    public long Rank(GraphRows rows, int window)
    {
        var sql = new SqlText().Add(
            $"CREATE TEMP TABLE ranked{window} AS SELECT {GraphKeys.Link}, least(sum({GraphSql.ColumnOf(query.Order)}), {long.MaxValue}::HUGEINT)::BIGINT AS measure FROM ");
        connection.Run(keys.AddTo(sql, rows, window).Add(" GROUP BY ALL"), cancellationToken);
        return Count($"ranked{window}");
    }

    /// <summary>Takes the first links of a ranking, as many as the question wants, into a temporary table.</summary>
    public void Show(string name, string ranked) =>
        connection.Run(new SqlText().Add($"CREATE TEMP TABLE {name} AS FROM {ranked} ORDER BY measure DESC, {GraphKeys.Link} LIMIT ").Value((long)query.Limit), cancellationToken);

    public long Count(string table)
    {
        using var result = connection.Query($"SELECT count(*) FROM {table}", cancellationToken);
        return (long)result.ToRows()[0][0]!;
    }

    public TrafficByAction Totals(GraphRows rows)
    {
        var sql = rows.AddTo(new SqlText().Add("SELECT action, sum(flows)::HUGEINT, sum(packets)::HUGEINT, sum(bytes)::HUGEINT FROM ")).Add(" GROUP BY action");
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        var totals = default(TrafficByAction);
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++) totals += ByAction((FlowAction)chunk.Column<byte>(0)[row], new Traffic(chunk.Sum(1, row), chunk.Sum(2, row), chunk.Sum(3, row)));
        }

        return totals;
    }

    /// <summary>All that is known of a window's links that are in a table of <see cref="Show"/>, in its order; those that the window does not have are left out.</summary>
    public List<LinkSums> Read(GraphRows rows, int window, string shown)
    {
        var sums = new Dictionary<LinkKey, LinkSums>();
        var sql = new SqlText().Add(
            $"SELECT {GraphKeys.Link}, action, sum(flows)::HUGEINT, sum(packets)::HUGEINT, sum(bytes)::HUGEINT, min(first), max(last), list(DISTINCT protocol) FROM ");
        keys.AddTo(sql, rows, window).Add($" SEMI JOIN {shown} USING ({GraphKeys.Link}) GROUP BY {GraphKeys.Link}, action");
        using (var statement = sql.Prepare(connection))
        using (var result = statement.Execute(cancellationToken))
        {
            foreach (var chunk in result.Chunks())
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    var key = KeyAt(chunk, row);
                    if (!sums.TryGetValue(key, out var link)) sums.Add(key, link = new LinkSums(key));
                    link.Add(
                        ByAction((FlowAction)chunk.Column<byte>(7)[row], new Traffic(chunk.Sum(8, row), chunk.Sum(9, row), chunk.Sum(10, row))),
                        chunk.Column<long>(11)[row],
                        chunk.Column<long>(12)[row],
                        chunk.List<byte>(13, row));
                }
            }
        }

        return [.. Order(shown).Select(sums.GetValueOrDefault).OfType<LinkSums>()];
    }

    private List<LinkKey> Order(string shown)
    {
        var order = new List<LinkKey>();
        using var result = connection.Query($"SELECT {GraphKeys.Link} FROM {shown} ORDER BY measure DESC, {GraphKeys.Link}", cancellationToken);
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++) order.Add(KeyAt(chunk, row));
        }

        return order;
    }

    private static LinkKey KeyAt(DuckDbChunk chunk, int row) => new(NodeAt(chunk, 0, row), NodeAt(chunk, 3, row), chunk.Column<int>(6)[row]);

    internal static NodeKey NodeAt(DuckDbChunk chunk, int column, int row) =>
        new(chunk.Column<byte>(column)[row], chunk.Column<ulong>(column + 1)[row], chunk.Column<ulong>(column + 2)[row]);

    private static TrafficByAction ByAction(FlowAction action, Traffic traffic) => action switch
    {
        FlowAction.Accept => new(traffic, default, default),
        FlowAction.Reject => new(default, traffic, default),
        _ => new(default, default, traffic),
    };
}
