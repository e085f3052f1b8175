namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>A query that is ready to run.</summary>
/// <param name="Sql">In DuckDB's words.</param>
/// <param name="Bytes">What it will read.</param>
internal sealed record PlannedQuery(string Sql, IReadOnlyList<ResultColumn> Columns, long Bytes);
