using System.Runtime.InteropServices;

namespace FlowOptics.Lake.DuckDb;

/// <summary>duckdb.h's <c>duckdb_result</c>: three deprecated counts, two deprecated pointers, one pointer to DuckDB's own. Only its size matters here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    public ulong ColumnCount;
    public ulong RowCount;
    public ulong RowsChanged;
    public IntPtr Columns;
    public IntPtr ErrorMessage;
    public IntPtr Internal;
}
