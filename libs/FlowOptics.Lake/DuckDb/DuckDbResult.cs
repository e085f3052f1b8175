using System.Runtime.InteropServices;

namespace FlowOptics.Lake.DuckDb;

/// <summary>A query's rows, given out in chunks of columns.</summary>
public sealed unsafe class DuckDbResult : IDisposable
{
    private readonly ResultHandle _handle;
    private readonly DuckDbType[] _types;

    internal DuckDbResult(ResultHandle handle)
    {
        _handle = handle;
        _types = new DuckDbType[NativeMethods.ColumnCount(handle.Pointer)];
        for (var i = 0; i < _types.Length; i++) _types[i] = NativeMethods.ColumnType(handle.Pointer, (ulong)i);
    }

    public int ColumnCount => _types.Length;

    public long RowsChanged => (long)NativeMethods.RowsChanged(_handle.Pointer);

    public DuckDbType TypeOf(int column) => _types[column];

    public string NameOf(int column) => Marshal.PtrToStringUTF8((IntPtr)NativeMethods.ColumnName(_handle.Pointer, (ulong)column)) ?? "";

    /// <summary>The next chunk (up to 2,048 rows), or null at the end. The caller disposes it.</summary>
    /// <exception cref="DuckDbException">A streaming result went wrong on the way.</exception>
    public DuckDbChunk? NextChunk()
    {
        var chunk = NativeMethods.FetchChunk(*_handle.Pointer);
        if (chunk != IntPtr.Zero) return new DuckDbChunk(new ChunkHandle(chunk), _types);
        return NativeMethods.ResultError(_handle.Pointer) is var error && error is not null && *error != 0 ? throw Error(_handle) : null;
    }

    /// <summary>Each chunk in turn; valid only until the next is asked for.</summary>
    public IEnumerable<DuckDbChunk> Chunks()
    {
        while (NextChunk() is { } chunk)
        {
            using (chunk) yield return chunk;
        }
    }

    /// <summary>All rows as objects: for small answers. Null for NULL.</summary>
    public List<object?[]> ToRows()
    {
        var rows = new List<object?[]>();
        foreach (var chunk in Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var values = new object?[ColumnCount];
                for (var column = 0; column < values.Length; column++) values[column] = chunk.GetValue(column, row);
                rows.Add(values);
            }
        }

        return rows;
    }

    public void Dispose() => _handle.Dispose();

    internal static DuckDbException Error(ResultHandle handle) =>
        new(Marshal.PtrToStringUTF8((IntPtr)NativeMethods.ResultError(handle.Pointer)) ?? "DuckDB gave no message");
}
