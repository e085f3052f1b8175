using FlowOptics.Flows;

namespace FlowOptics.Geo.Tables;

/// <summary>The IPv4 part of a table: an entry for each /16, and blocks where one is not all of one number.</summary>
internal sealed class IPv4Blocks
{
    private readonly BlockWriter _middle = new();
    private readonly BlockWriter _bottom = new();

    private IPv4Blocks(RunList runs)
    {
        var cursor = new Cursor(runs);
        Span<uint> entries = stackalloc uint[256];
        for (var upper = 0u; upper < TableLayout.RootEntries; upper++)
        {
            var first = upper << 16;
            if (cursor.IsUniform(first, first | 0xFFFF, out var number))
            {
                Root[upper] = number;
                continue;
            }

            for (var i = 0u; i < 256; i++)
            {
                var start = first | (i << 8);
                entries[(int)i] = cursor.IsUniform(start, start | 0xFF, out number) ? number : AddBottom(ref cursor, start);
            }

            Root[upper] = _middle.Add(entries);
        }
    }

    public uint[] Root { get; } = new uint[TableLayout.RootEntries];

    public ReadOnlySpan<byte> Middle => _middle.Bytes;

    public ReadOnlySpan<byte> Bottom => _bottom.Bytes;

    public static IPv4Blocks Of(RunList runs) => new(runs);

    private uint AddBottom(ref Cursor cursor, uint first)
    {
        Span<uint> entries = stackalloc uint[256];
        for (var i = 0u; i < 256; i++) _ = cursor.IsUniform(first | i, first | i, out entries[(int)i]);
        return _bottom.Add(entries);
    }

    // Goes through the runs from the lowest address to the highest.
    private struct Cursor(RunList runs)
    {
        private int _run;

        public bool IsUniform(uint first, uint last, out uint number)
        {
            var start = Wide(first);
            while (_run + 1 < runs.Count && runs.StartOf(_run + 1) <= start) _run++;
            number = (uint)runs.ValueOf(_run);
            return _run + 1 == runs.Count || runs.StartOf(_run + 1) > Wide(last);
        }

        private static UInt128 Wide(uint address) => Addresses.Wide(Address.FromIPv4(address));
    }
}
