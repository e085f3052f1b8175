using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>A column of numbers of 64 bits.</summary>
internal sealed class LongColumnTest(Func<FlowBatch, long[]> column, NumberTest test) : BatchTest
{
    public override void Match(EnrichedBatch batch, Span<bool> matches)
    {
        var values = column(batch.Flows).AsSpan(0, matches.Length);
        if (test.Ranges is not [var range])
        {
            for (var i = 0; i < values.Length; i++) matches[i] = test.Matches(values[i]);
            return;
        }

        var width = (ulong)(range.Last - range.First);
        for (var i = 0; i < values.Length; i++) matches[i] = (ulong)(values[i] - range.First) <= width;
    }
}

/// <summary>A column of ports: one range is compared, more are looked up.</summary>
internal sealed class PortColumnTest(Func<EnrichedBatch, ushort[]> column, NumberTest test) : BatchTest
{
    private readonly bool[]? _passes = test.Ranges.Count <= 1 ? null : [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(port => test.Matches(port))];

    public override void Match(EnrichedBatch batch, Span<bool> matches)
    {
        var values = column(batch).AsSpan(0, matches.Length);
        if (_passes is { } passes)
        {
            for (var i = 0; i < values.Length; i++) matches[i] = passes[values[i]];
            return;
        }

        if (test.Ranges is not [var range] || range.First > ushort.MaxValue)
        {
            matches.Clear();
            return;
        }

        var first = (uint)range.First;
        var width = (uint)Math.Min(range.Last - range.First, ushort.MaxValue);
        for (var i = 0; i < values.Length; i++) matches[i] = values[i] - first <= width;
    }
}

/// <summary>A column of bytes, or of enums of one byte: all 256 answers are known before. Null where the format has none.</summary>
internal sealed class SmallColumnTest<T>(Func<EnrichedBatch, T[]?> column, NumberTest test) : BatchTest
    where T : unmanaged
{
    private readonly bool[] _passes = [.. Enumerable.Range(0, byte.MaxValue + 1).Select(value => test.Matches(value))];

    public override void Match(EnrichedBatch batch, Span<bool> matches)
    {
        if (column(batch) is not { } values)
        {
            matches.Clear();
            return;
        }

        var bytes = MemoryMarshal.AsBytes(values.AsSpan(0, matches.Length));
        var passes = _passes;
        for (var i = 0; i < bytes.Length; i++) matches[i] = passes[bytes[i]];
    }
}

/// <summary>What is made of several columns, in their own words: labels and own ends.</summary>
internal sealed class DerivedTest(FilterField field, NumberTest test) : BatchTest
{
    public override void Match(EnrichedBatch batch, Span<bool> matches)
    {
        for (var i = 0; i < matches.Length; i++) matches[i] = new BatchRecord(batch, i).FindNumber(field, FilterSide.None) is { } number && test.Matches(number);
    }
}
