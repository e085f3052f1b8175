using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlowOptics.Flows;

/// <summary>
/// The fast way: takes records that are written as AWS writes them (single blanks, one value a column) and stops at the first line that is anything else.
/// It never decides that a line is wrong: that, and everything unusual, is the slow way's (<see cref="RecordJudge"/>), with the same result for what
/// both can read.
/// </summary>
/// <remarks><c>2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK</c></remarks>
internal sealed class RecordScanner(FlowFormat format, FlowColumns columns)
{
    private const int Chunk = 64;

    // bounds[0] is the place before the line, bounds[c + 1] the blank or line end after field c. A whole chunk of blanks may be written past the last column.
    private readonly int[] _bounds = new int[format.Names.Length + 1 + Chunk];

    /// <summary>Where <see cref="Read"/> stopped: the first byte that it has not taken.</summary>
    internal int Position { get; private set; }

    /// <summary>Takes records until the batch is full or a line is not understood.</summary>
    /// <param name="text">Whole lines: ends with a line feed.</param>
    /// <param name="position">Where to begin: the first byte of a line.</param>
    /// <param name="mostLines">How many records the batch can still take.</param>
    /// <param name="mostBytes">After how many bytes of them it is full all the same.</param>
    /// <returns>How many lines were taken; each is one record of the batch.</returns>
    internal int Read(ReadOnlySpan<byte> text, int position, int mostLines, long mostBytes)
    {
        Position = position;
        for (var lines = 0; ; lines++)
        {
            if (lines == mostLines || Position - position >= mostBytes || Position == text.Length) return lines;
            var end = FindFields(text, Position);
            if (end < 0 || !ReadFields(text)) return lines;
            columns.Commit();
            Position = end + 1;
        }
    }

    /// <summary>Finds the blanks of a line. Returns the place of its line feed, or -1 where the line has not one field a column.</summary>
    private int FindFields(ReadOnlySpan<byte> text, int position)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var bounds = _bounds;
        var expected = format.Names.Length;
        bounds[0] = position - 1;
        var count = 0;
        for (var offset = position; ; offset += Chunk)
        {
            ulong blanks;
            ulong feeds;
            if (offset + Chunk <= text.Length)
            {
                (blanks, feeds) = Separators(ref Unsafe.Add(ref start, offset));
            }
            else
            {
                (blanks, feeds) = Separators(text[offset..]);
            }

            // Only what is before the line feed is of this line.
            if (feeds != 0) blanks &= (feeds - 1) & ~feeds;
            if (count + BitOperations.PopCount(blanks) >= expected) return -1;
            while (blanks != 0)
            {
                bounds[++count] = offset + BitOperations.TrailingZeroCount(blanks);
                blanks &= blanks - 1;
            }

            if (feeds == 0) continue;
            var end = offset + BitOperations.TrailingZeroCount(feeds);
            if (count != expected - 1 || end - position > FlowTextParser.MaxLineBytes) return -1;
            bounds[expected] = end > position && text[end - 1] == '\r' ? end - 1 : end;
            return end;
        }
    }

    private static (ulong Blanks, ulong Feeds) Separators(ref byte chunk)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.LoadUnsafe(ref chunk);
            return (Vector512.Equals(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits(),
                Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits());
        }

        var low = Vector256.LoadUnsafe(ref chunk);
        var high = Vector256.LoadUnsafe(ref chunk, (nuint)Vector256<byte>.Count);
        var blank = Vector256.Create((byte)' ');
        var feed = Vector256.Create((byte)'\n');
        return (Vector256.Equals(low, blank).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, blank).ExtractMostSignificantBits() << 32),
            Vector256.Equals(low, feed).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, feed).ExtractMostSignificantBits() << 32));
    }

    // The last bytes of a block, fewer than a chunk.
    private static (ulong Blanks, ulong Feeds) Separators(ReadOnlySpan<byte> rest)
    {
        Span<byte> chunk = stackalloc byte[Chunk];
        chunk.Clear();
        rest.CopyTo(chunk);
        return Separators(ref MemoryMarshal.GetReference(chunk));
    }

    private bool ReadFields(ReadOnlySpan<byte> text)
    {
        var row = columns.Count;
        foreach (var column in format.TypedColumns)
        {
            var from = _bounds[column] + 1;
            var length = _bounds[column + 1] - from;
            if (length <= 0) return false;
            var read = format.Kinds[column] switch
            {
                FieldKind.SrcAddr => FastField.TryReadAddress(text, from, length, out columns.SrcAddr[row]),
                FieldKind.DstAddr => FastField.TryReadAddress(text, from, length, out columns.DstAddr[row]),
                FieldKind.SrcPort => FastField.TryReadPort(text, from, length, out columns.SrcPort[row]),
                FieldKind.DstPort => FastField.TryReadPort(text, from, length, out columns.DstPort[row]),
                FieldKind.Protocol => FastField.TryReadByte(text, from, length, out columns.Protocol[row]),
                FieldKind.Packets => FastField.TryReadCount(text, from, length, out columns.Packets[row]),
                FieldKind.Bytes => FastField.TryReadCount(text, from, length, out columns.Bytes[row]),
                FieldKind.Start => FastField.TryReadTime(text, from, length, out columns.Start[row]),
                FieldKind.End => FastField.TryReadTime(text, from, length, out columns.End[row]),
                FieldKind.Action => FieldReader.TryReadAction(text.Slice(from, length), out columns.Action[row]),
                FieldKind.LogStatus => length == 2 && text[from] == 'O' && text[from + 1] == 'K',
                FieldKind.TcpFlags => FastField.TryReadByte(text, from, length, out columns.TcpFlags[row]),
                FieldKind.FlowDirection => FieldReader.TryReadDirection(text.Slice(from, length), out columns.FlowDirection[row]),
                FieldKind.PktSrcAddr => FastField.TryReadOptionalAddress(text, from, length, out columns.PktSrcAddr[row]),
                FieldKind.PktDstAddr => FastField.TryReadOptionalAddress(text, from, length, out columns.PktDstAddr[row]),
                _ => false,
            };
            if (!read) return false;
        }

        // Texts last, so that a record that the numbers reject leaves nothing in a dictionary.
        for (var i = 0; i < format.TextColumns.Length; i++)
        {
            var column = format.TextColumns[i];
            var from = _bounds[column] + 1;
            var length = _bounds[column + 1] - from;
            if (length > 0 && columns.TrySetText(i, text.Slice(from, length))) continue;
            columns.HasUnusedTexts = true;
            return false;
        }

        return true;
    }
}
