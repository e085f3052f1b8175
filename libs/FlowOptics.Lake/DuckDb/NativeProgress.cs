using System.Runtime.InteropServices;

namespace FlowOptics.Lake.DuckDb;

/// <summary><c>duckdb_query_progress_type</c>.</summary>
/// <param name="Percentage">−1: not known, or no statement runs.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeProgress(double Percentage, ulong RowsProcessed, ulong TotalRows);
