using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlowOptics.Flows;

/// <summary>
/// The fast way: takes records that are written as AWS writes them (single blanks, one value a column, status OK) and stops at the first line that is
/// anything else. It never decides that a line is wrong: that, and everything unusual, is the slow way's (<see cref="RecordJudge"/>), with the same
/// result for what both can read.
/// </summary>
/// <remarks>
/// <para>Some lines at a time are split, then read column by column: each column's loop does one thing, and guesses its branches well.</para>
/// <c>2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK</c>
/// </remarks>
internal sealed class RecordScanner
{
    private const int Chunk = 64;

    // Few enough that their text and bounds stay in the nearest cache from the splitting to the last column.
    private const int MaxLines = 64;

    private readonly FlowFormat _format;
    private readonly FlowColumns _columns;
    private readonly int _stride;

    // Of each line one row: the place before the line, then the blank or line end after each field. Eight may be written past the last.
    private readonly int[] _bounds;
    private readonly int[] _ends = new int[MaxLines];

    // How many lines to try: few after a line that was not understood, since what was read past it has to be read again.
    private int _attempt = MaxLines;

    internal RecordScanner(FlowFormat format, FlowColumns columns)
    {
        _format = format;
        _columns = columns;
        _stride = format.Names.Length + 1;
        _bounds = new int[(MaxLines * _stride) + 8];
    }

    /// <summary>
    /// Whether a time is expected before each record (CloudWatch's export to S3). Only a guess, by the line that was read last: one that is otherwise
    /// is not understood here, and nothing else.
    /// </summary>
    internal bool ExpectsTime { get; set; }

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
        var taken = 0;
        while (true)
        {
            var found = FindLines(text, Math.Min(_attempt, mostLines - taken), mostBytes - (Position - position));
            if (found == 0) return taken;
            _columns.Reserve(found);
            var block = new FieldBlock(text, _bounds, _stride, found);
            var good = ColumnReader.Read(_format, block, _columns);
            _columns.Commit(good);
            taken += good;
            if (good > 0) Position = _ends[good - 1] + 1;
            _attempt = good == found ? Math.Min(_attempt * 2, MaxLines) : Math.Max(good, 1);
            if (good < found) return taken;
        }
    }

    /// <summary>Splits lines from <see cref="Position"/> on, as many as have one field a column, and status OK.</summary>
    private int FindLines(ReadOnlySpan<byte> text, int mostLines, long mostBytes)
    {
        var position = Position;
        var lines = 0;
        while (lines < mostLines && position - Position < mostBytes && position < text.Length)
        {
            var end = FindFields(text, position, lines * _stride);
            if (end < 0) break;
            _ends[lines++] = end;
            position = end + 1;
        }

        return lines;
    }

    /// <summary>Finds the blanks of a line. Returns the place of its line feed, or -1 where the line is not an ordinary one.</summary>
    private int FindFields(ReadOnlySpan<byte> text, int position, int row)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        ref var bounds = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bounds), row);
        var expected = _stride - 1;
        var first = ExpectsTime ? AfterTime(text, position) : position;
        if (first < 0) return -1;
        bounds = first - 1;
        var count = 0;
        for (var offset = first; ; offset += Chunk)
        {
            var (blanks, feeds) = offset + Chunk <= text.Length ? Separators(ref Unsafe.Add(ref start, offset)) : Separators(text[offset..]);

            // Only what is before the line feed is of this line.
            if (feeds != 0) blanks &= (feeds - 1) & ~feeds;
            var found = BitOperations.PopCount(blanks);
            if (count + found >= expected) return -1;
            // Eight at a time whether there are as many or not: what is written past the last is written over or never read, and a loop that ends
            // after a number of blanks that changes from chunk to chunk is what a processor guesses wrong.
            ref var bound = ref Unsafe.Add(ref bounds, count + 1);
            for (var written = 0; written < found; written += 8)
            {
                for (var i = 0; i < 8; i++)
                {
                    Unsafe.Add(ref bound, i) = offset + BitOperations.TrailingZeroCount(blanks);
                    blanks &= blanks - 1;
                }

                bound = ref Unsafe.Add(ref bound, 8);
            }

            count += found;
            if (feeds == 0) continue;
            var end = offset + BitOperations.TrailingZeroCount(feeds);
            if (count != expected - 1 || end - position > FlowTextParser.MaxLineBytes) return -1;
            Unsafe.Add(ref bounds, expected) = end > first && text[end - 1] == '\r' ? end - 1 : end;
            return IsOk(text, ref bounds) ? end : -1;
        }
    }

    // Where the record begins, or -1 where the line does not begin with a time and one blank.
    private static int AfterTime(ReadOnlySpan<byte> text, int position)
    {
        var rest = text[position..];
        var length = IsoTime.LengthOf(rest);
        return length > 0 && length < rest.Length && rest[length] == ' ' ? position + length + 1 : -1;
    }

    private bool IsOk(ReadOnlySpan<byte> text, ref int bounds)
    {
        var column = _format.LogStatusColumn;
        if (column < 0) return true;
        var from = Unsafe.Add(ref bounds, column) + 1;
        return Unsafe.Add(ref bounds, column + 1) - from == 2 && text[from] == 'O' && text[from + 1] == 'K';
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
}
