namespace FlowOptics.Lake.DuckDb;

/// <summary>How far the statement is that runs now.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Rows">What it has worked through of its sources, as they are after the conditions that are applied while they are read; DuckDB estimates it from the part of a table that is read.</param>
/// <param name="TotalRows">What DuckDB expects it to work through.</param>
public readonly record struct DuckDbProgress(double Percent, long Rows, long TotalRows);
