using System.Runtime.CompilerServices;
using System.Text;

namespace FlowOptics.Lake.DuckDb;

/// <summary>Up to 2,048 rows as columns, read in place. Spans are valid until it is disposed.</summary>
public sealed unsafe class DuckDbChunk : IDisposable
{
    private readonly ChunkHandle _handle;
    private readonly DuckDbType[] _types;
    private readonly IntPtr[] _vectors;

    // Asked for once a chunk: a call into the library for each value would cost more than the value.
    private readonly void*[] _data;
    private readonly ulong*[] _validity;

    internal DuckDbChunk(ChunkHandle handle, DuckDbType[] types)
    {
        _handle = handle;
        _types = types;
        _vectors = new IntPtr[types.Length];
        _data = new void*[types.Length];
        _validity = new ulong*[types.Length];
        for (var i = 0; i < types.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunkVector(handle, (ulong)i);
            _data[i] = NativeMethods.VectorData(_vectors[i]);
            _validity[i] = NativeMethods.VectorValidity(_vectors[i]);
        }

        RowCount = (int)NativeMethods.DataChunkSize(handle);
    }

    public int RowCount { get; }

    public int ColumnCount => _types.Length;

    public DuckDbType TypeOf(int column) => _types[column];

    /// <summary>A column of fixed width. What stands where a row is NULL is undefined.</summary>
    /// <typeparam name="T">The type with the column's width: int for INTEGER, ulong for UBIGINT, Int128 for HUGEINT, …</typeparam>
    /// <exception cref="InvalidCastException">The column's values have another width.</exception>
    public ReadOnlySpan<T> Column<T>(int column)
        where T : unmanaged
    {
        var width = WidthOf(_types[column]);
        if (width != sizeof(T)) throw new InvalidCastException($"column {column} is {_types[column]}, which {typeof(T).Name} does not fit");
        return new ReadOnlySpan<T>(_data[column], RowCount);
    }

    public bool IsNull(int column, int row)
    {
        var validity = _validity[column];
        return validity is not null && (validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>The text of a VARCHAR or BLOB as it is stored; empty where NULL.</summary>
    public ReadOnlySpan<byte> Utf8(int column, int row)
    {
        if (_types[column] is not (DuckDbType.Varchar or DuckDbType.Blob)) throw new InvalidCastException($"column {column} is {_types[column]}, not text");
        return IsNull(column, row) ? [] : ((NativeString*)_data[column] + row)->AsSpan();
    }

    public string? GetString(int column, int row) => IsNull(column, row) ? null : Encoding.UTF8.GetString(Utf8(column, row));

    /// <summary>The elements of a LIST of fixed-width values; empty where NULL.</summary>
    public ReadOnlySpan<T> List<T>(int column, int row)
        where T : unmanaged
    {
        if (_types[column] != DuckDbType.List) throw new InvalidCastException($"column {column} is {_types[column]}, not a list");
        if (IsNull(column, row)) return [];
        // duckdb.h, duckdb_list_entry: offset and length, 64 bits each.
        var entry = (ulong*)_data[column] + (2 * row);
        return new ReadOnlySpan<T>((T*)NativeMethods.VectorData(NativeMethods.ListChild(_vectors[column])) + entry[0], (int)entry[1]);
    }

    /// <summary>A value as an object, for small answers; null for NULL. Timestamps come as their number.</summary>
    public object? GetValue(int column, int row) => IsNull(column, row) ? null : _types[column] switch
    {
        DuckDbType.Boolean => Column<byte>(column)[row] != 0,
        DuckDbType.TinyInt => Column<sbyte>(column)[row],
        DuckDbType.SmallInt => Column<short>(column)[row],
        DuckDbType.Integer or DuckDbType.Date => Column<int>(column)[row],
        DuckDbType.UTinyInt => Column<byte>(column)[row],
        DuckDbType.USmallInt => Column<ushort>(column)[row],
        DuckDbType.UInteger => Column<uint>(column)[row],
        DuckDbType.UBigInt => Column<ulong>(column)[row],
        DuckDbType.Float => Column<float>(column)[row],
        DuckDbType.Double => Column<double>(column)[row],
        DuckDbType.HugeInt => Column<Int128>(column)[row],
        DuckDbType.UHugeInt => Column<UInt128>(column)[row],
        DuckDbType.Varchar => GetString(column, row),
        DuckDbType.Blob => Utf8(column, row).ToArray(),
        _ when WidthOf(_types[column]) == sizeof(long) => Column<long>(column)[row],
        var type => throw new InvalidCastException($"column {column} is {type}, which has no object form here"),
    };

    public void Dispose() => _handle.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int WidthOf(DuckDbType type) => type switch
    {
        DuckDbType.Boolean or DuckDbType.TinyInt or DuckDbType.UTinyInt => 1,
        DuckDbType.SmallInt or DuckDbType.USmallInt => 2,
        DuckDbType.Integer or DuckDbType.UInteger or DuckDbType.Float or DuckDbType.Date => 4,
        DuckDbType.BigInt or DuckDbType.UBigInt or DuckDbType.Double or DuckDbType.Timestamp or DuckDbType.Time or DuckDbType.TimestampSeconds
            or DuckDbType.TimestampMilliseconds or DuckDbType.TimestampNanoseconds or DuckDbType.TimestampWithZone or DuckDbType.TimeWithZone => 8,
        DuckDbType.HugeInt or DuckDbType.UHugeInt or DuckDbType.Uuid => 16,
        _ => 0,
    };
}
