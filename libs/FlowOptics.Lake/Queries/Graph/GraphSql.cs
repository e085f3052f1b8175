using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Small things that a graph's statements share.</summary>
internal static class GraphSql
{
    /// <summary>Runs a statement that has no rows to give.</summary>
    public static void Run(this DuckDbConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        using var statement = sql.Prepare(connection);
        statement.ExecuteNonQuery(cancellationToken);
    }

    /// <summary>Adds the condition that an address is in a prefix. Exact for any length: up to 64 bits the low half is free, beyond them the high half is fixed.</summary>
    public static SqlText AddWithin(this SqlText sql, Prefix prefix, string high, string low) => sql
        .Add(high).Add(" BETWEEN ").Value(prefix.First.High).Add(" AND ").Value(prefix.Last.High).Add(" AND ")
        .Add(low).Add(" BETWEEN ").Value(prefix.First.Low).Add(" AND ").Value(prefix.Last.Low);

    /// <summary>A sum beyond 63 bits is none that a network can make; it stops at the largest rather than turn negative. 0 for NULL.</summary>
    public static long Sum(this DuckDbChunk chunk, int column, int row) =>
        chunk.IsNull(column, row) ? 0 : (long)Int128.Min(chunk.Column<Int128>(column)[row], long.MaxValue);

    /// <summary>Null for NULL and for nothing.</summary>
    public static string? Text(this DuckDbChunk chunk, int column, int row) => chunk.GetString(column, row) is { Length: > 0 } text ? text : null;

    /// <summary>What is added up, by what a question calls most.</summary>
    public static string ColumnOf(TrafficMeasure measure) => measure switch
    {
        TrafficMeasure.Packets => "packets",
        TrafficMeasure.Flows => "flows",
        _ => "bytes",
    };
}
