using System.Runtime.InteropServices;

namespace FlowOptics.Lake.DuckDb;

/// <summary>duckdb.h's <c>duckdb_string_t</c>: a length, then up to 12 bytes in place, else 4 bytes of prefix and a pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeString
{
    private const uint InlineBytes = 12;

    private readonly uint _length;
    private fixed byte _inline[4];
    private readonly byte* _pointer;

    /// <summary>The bytes; the struct must stay where it is (in the vector) while they are used.</summary>
    public ReadOnlySpan<byte> AsSpan()
    {
        if (_length > InlineBytes) return new ReadOnlySpan<byte>(_pointer, (int)_length);
        fixed (byte* start = _inline) return new ReadOnlySpan<byte>(start, (int)_length);
    }
}
