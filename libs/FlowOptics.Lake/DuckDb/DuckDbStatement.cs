using System.Runtime.InteropServices;
using System.Text;

namespace FlowOptics.Lake.DuckDb;

/// <summary>A prepared statement. Parameters count from 1.</summary>
public sealed class DuckDbStatement : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly StatementHandle _handle;

    internal DuckDbStatement(DuckDbConnection connection, StatementHandle handle)
    {
        _connection = connection;
        _handle = handle;
    }

    public int ParameterCount => (int)NativeMethods.ParameterCount(_handle);

    public DuckDbStatement BindNull(int index) => Check(NativeMethods.BindNull(_handle, (ulong)index), index);

    public DuckDbStatement Bind(int index, bool value) => Check(NativeMethods.BindBoolean(_handle, (ulong)index, value), index);

    public DuckDbStatement Bind(int index, int value) => Check(NativeMethods.BindInt32(_handle, (ulong)index, value), index);

    public DuckDbStatement Bind(int index, long value) => Check(NativeMethods.BindInt64(_handle, (ulong)index, value), index);

    public DuckDbStatement Bind(int index, ulong value) => Check(NativeMethods.BindUInt64(_handle, (ulong)index, value), index);

    public DuckDbStatement Bind(int index, double value) => Check(NativeMethods.BindDouble(_handle, (ulong)index, value), index);

    public unsafe DuckDbStatement Bind(int index, string? value)
    {
        if (value is null) return BindNull(index);
        var utf8 = Encoding.UTF8.GetBytes(value);
        // An empty array has no address to give; one byte that is not read does.
        fixed (byte* pointer = utf8.Length == 0 ? new byte[1] : utf8)
        {
            return Check(NativeMethods.BindVarchar(_handle, (ulong)index, pointer, (ulong)utf8.Length), index);
        }
    }

    /// <summary>A list (<c>UBIGINT[]</c>), for <c>unnest(?)</c>.</summary>
    public DuckDbStatement Bind(int index, ReadOnlySpan<ulong> values)
    {
        var elements = new IntPtr[values.Length];
        for (var i = 0; i < elements.Length; i++) elements[i] = NativeMethods.CreateUInt64(values[i]);
        return BindList(index, DuckDbType.UBigInt, elements);
    }

    /// <summary>Runs it. Cancelling interrupts DuckDB.</summary>
    /// <exception cref="DuckDbException">DuckDB's message.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public unsafe DuckDbResult Execute(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var result = new ResultHandle();
        int state;
        using (new InterruptOnCancel(_connection, cancellationToken)) state = NativeMethods.Execute(_handle, result.Pointer);
        if (state == 0) return new DuckDbResult(result);
        using (result)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw DuckDbResult.Error(result);
        }
    }

    /// <summary>
    /// Begins it: rows are made as <see cref="DuckDbResult.NextChunk"/> asks for them, a few chunks ahead, so that memory does not grow with the answer. The
    /// connection can do nothing else until the result is disposed.
    /// </summary>
    /// <exception cref="DuckDbException">DuckDB's message; one that arises on the way is thrown where the chunk is asked for.</exception>
    public unsafe DuckDbResult ExecuteStreaming()
    {
        var result = new ResultHandle();
        var state = NativeMethods.PendingStreaming(_handle, out var pending);
        try
        {
            if (state == 0) state = NativeMethods.ExecutePending(pending, result.Pointer);
            if (state == 0) return new DuckDbResult(result);
            var message = Marshal.PtrToStringUTF8((IntPtr)NativeMethods.PendingError(pending));
            using (result) throw message is { Length: > 0 } ? new DuckDbException(message) : DuckDbResult.Error(result);
        }
        finally
        {
            NativeMethods.DestroyPending(ref pending);
        }
    }

    /// <summary>Runs a statement that has no rows to give.</summary>
    /// <returns>Rows changed.</returns>
    public long ExecuteNonQuery(CancellationToken cancellationToken = default)
    {
        using var result = Execute(cancellationToken);
        return result.RowsChanged;
    }

    public void Dispose() => _handle.Dispose();

    private unsafe DuckDbStatement BindList(int index, DuckDbType elementType, IntPtr[] elements)
    {
        var type = NativeMethods.CreateLogicalType(elementType);
        IntPtr list;
        fixed (IntPtr* pointer = elements.Length == 0 ? new IntPtr[1] : elements) list = NativeMethods.CreateList(type, pointer, (ulong)elements.Length);
        try
        {
            return Check(NativeMethods.BindValue(_handle, (ulong)index, list), index);
        }
        finally
        {
            NativeMethods.DestroyValue(ref list);
            NativeMethods.DestroyLogicalType(ref type);
            for (var i = 0; i < elements.Length; i++) NativeMethods.DestroyValue(ref elements[i]);
        }
    }

    private DuckDbStatement Check(int state, int index) =>
        state == 0 ? this : throw new DuckDbException($"the statement has no parameter {index} of this type (it takes {ParameterCount})");
}
