using System.Runtime.InteropServices;
using System.Text;

namespace FlowOptics.Lake.DuckDb;

/// <summary>
/// Bulk insert: fill the columns of up to <see cref="Capacity"/> rows, then <see cref="Append"/>; at the end <see cref="Flush"/>. Rows that were
/// not flushed are dropped when it is disposed.
/// </summary>
public sealed unsafe class DuckDbAppender : IDisposable
{
    private readonly AppenderHandle _handle;
    private readonly ChunkHandle _chunk;
    private readonly DuckDbType[] _types;
    private readonly IntPtr[] _vectors;

    // Asked for once a chunk: a call into the library for each value would cost more than the value.
    private readonly void*[] _data;

    internal DuckDbAppender(AppenderHandle handle)
    {
        _handle = handle;
        _types = new DuckDbType[NativeMethods.AppenderColumnCount(handle)];
        _vectors = new IntPtr[_types.Length];
        _data = new void*[_types.Length];
        var logical = new IntPtr[_types.Length];
        for (var i = 0; i < logical.Length; i++)
        {
            logical[i] = NativeMethods.AppenderColumnType(handle, (ulong)i);
            _types[i] = NativeMethods.TypeId(logical[i]);
        }

        fixed (IntPtr* pointer = logical) _chunk = new ChunkHandle(NativeMethods.CreateDataChunk(pointer, (ulong)logical.Length));
        for (var i = 0; i < logical.Length; i++) NativeMethods.DestroyLogicalType(ref logical[i]);
        Capacity = (int)NativeMethods.VectorSize();
        TakeVectors();
    }

    /// <summary>Rows a chunk holds: 2,048.</summary>
    public int Capacity { get; }

    public int ColumnCount => _types.Length;

    /// <summary>A column of fixed width, to be written.</summary>
    /// <inheritdoc cref="DuckDbChunk.Column{T}"/>
    public Span<T> Column<T>(int column)
        where T : unmanaged
    {
        if (DuckDbChunk.WidthOf(_types[column]) != sizeof(T)) throw new InvalidCastException($"column {column} is {_types[column]}, which {typeof(T).Name} does not fit");
        return new Span<T>(_data[column], Capacity);
    }

    public void SetText(int column, int row, ReadOnlySpan<byte> utf8)
    {
        if (_types[column] is not (DuckDbType.Varchar or DuckDbType.Blob)) throw new InvalidCastException($"column {column} is {_types[column]}, not text");
        fixed (byte* pointer = utf8.IsEmpty ? [0] : utf8) NativeMethods.AssignString(_vectors[column], (ulong)row, pointer, (ulong)utf8.Length);
    }

    public void SetText(int column, int row, string? text)
    {
        if (text is null) SetNull(column, row);
        else SetText(column, row, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Gives a row the text of another row of this chunk, without a copy of it.</summary>
    public void RepeatText(int column, int row, int sameAs)
    {
        if (_types[column] != DuckDbType.Varchar) throw new InvalidCastException($"column {column} is {_types[column]}, not text");
        var strings = (NativeString*)_data[column];
        strings[row] = strings[sameAs];
    }

    public void SetNull(int column, int row)
    {
        Validity(column)[row >> 6] &= ~(1UL << (row & 63));
    }

    /// <summary>The validity of a column's rows, 64 to a word, to be written: a bit that is cleared makes its row NULL.</summary>
    public Span<ulong> Validity(int column)
    {
        NativeMethods.EnsureValidityWritable(_vectors[column]);
        return new Span<ulong>(NativeMethods.VectorValidity(_vectors[column]), Capacity / 64);
    }

    /// <summary>Makes the first <paramref name="rows"/> rows of a column NULL.</summary>
    public void SetAllNull(int column, int rows)
    {
        Validity(column)[..((rows + 63) / 64)].Clear();
    }

    /// <summary>Hands the first <paramref name="rows"/> rows over, and begins an empty chunk.</summary>
    public void Append(int rows)
    {
        NativeMethods.SetDataChunkSize(_chunk, (ulong)rows);
        Check(NativeMethods.AppendDataChunk(_handle, _chunk));
        NativeMethods.ResetDataChunk(_chunk);
        TakeVectors();
    }

    /// <summary>Writes what was appended to the table, inside the connection's transaction.</summary>
    public void Flush() => Check(NativeMethods.FlushAppender(_handle));

    public void Dispose()
    {
        // What was not flushed was not wanted: the transaction around it is being rolled back.
        _ = NativeMethods.ClearAppender(_handle);
        _chunk.Dispose();
        _handle.Dispose();
    }

    private void TakeVectors()
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunkVector(_chunk, (ulong)i);
            _data[i] = NativeMethods.VectorData(_vectors[i]);
        }
    }

    private void Check(int state)
    {
        if (state != 0) throw new DuckDbException(Marshal.PtrToStringUTF8((IntPtr)NativeMethods.AppenderError(_handle.DangerousGetHandle())) ?? "DuckDB could not append");
    }
}
