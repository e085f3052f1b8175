using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>
/// Cuts batches into smaller ones. A part is as if it had been parsed alone: its dictionaries hold what its own records use, in order of first use,
/// so that the same records make the same bytes however they came to be cut.
/// </summary>
internal static class BatchSlicing
{
    /// <summary>An account or region that is not known; also one whose text could not stand in a topic.</summary>
    internal const string Unknown = "unknown";

    /// <param name="compact">
    /// False only where the caller knows that the dictionaries are already what a part needs (the whole of a freshly parsed batch).
    /// </param>
    internal static FlowBatch Cut(FlowBatch batch, int first, int count, bool compact)
    {
        var texts = new TextColumn[batch.Texts.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Cut(batch.Texts[i], first, count, compact);

        return new FlowBatch
        {
            Origin = batch.Origin with { FirstRecord = batch.Origin.FirstRecord + first, Count = count },
            Account = batch.AccountFromPath ? batch.Account : NameOf("account-id", batch.Account, texts, count),
            Region = batch.RegionFromPath ? batch.Region : NameOf("region", batch.Region, texts, count),
            AccountFromPath = batch.AccountFromPath,
            RegionFromPath = batch.RegionFromPath,
            SrcAddr = Cut(batch.SrcAddr, first, count),
            DstAddr = Cut(batch.DstAddr, first, count),
            SrcPort = Cut(batch.SrcPort, first, count),
            DstPort = Cut(batch.DstPort, first, count),
            Protocol = Cut(batch.Protocol, first, count),
            Packets = Cut(batch.Packets, first, count),
            Bytes = Cut(batch.Bytes, first, count),
            Start = Cut(batch.Start, first, count),
            End = Cut(batch.End, first, count),
            Action = Cut(batch.Action, first, count),
            TcpFlags = batch.TcpFlags is null ? null : Cut(batch.TcpFlags, first, count),
            FlowDirection = batch.FlowDirection is null ? null : Cut(batch.FlowDirection, first, count),
            PktSrcAddr = batch.PktSrcAddr is null ? null : Cut(batch.PktSrcAddr, first, count),
            PktDstAddr = batch.PktDstAddr is null ? null : Cut(batch.PktDstAddr, first, count),
            Texts = texts,
        };
    }

    internal static T[] Cut<T>(T[] values, int first, int count) where T : unmanaged
    {
        // Every element is written at once: no need to clear the array first.
        var part = GC.AllocateUninitializedArray<T>(count);
        values.AsSpan(first, count).CopyTo(part);
        return part;
    }

    /// <summary>Indices into <paramref name="values"/> become indices into <paramref name="kept"/>, which takes each value at its first use.</summary>
    internal static int[] Cut<T>(int[] indices, IReadOnlyList<T> values, Dictionary<int, int> seen, List<T> kept, int first, int count)
    {
        var part = new int[count];
        for (var i = 0; i < count; i++)
        {
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, indices[first + i], out var known);
            if (!known)
            {
                index = kept.Count;
                kept.Add(values[indices[first + i]]);
            }

            part[i] = index;
        }

        return part;
    }

    private static TextColumn Cut(TextColumn column, int first, int count, bool compact)
    {
        if (!compact) return new TextColumn(column.Name, Cut(column.Codes, first, count), [.. column.Values]);

        var codes = new int[count];
        var values = new List<string>();
        var newCodes = new int[column.Values.Count + 1];
        for (var i = 0; i < count; i++)
        {
            var code = column.Codes[first + i];
            if (code != 0 && newCodes[code] == 0)
            {
                values.Add(column.Values[code - 1]);
                newCodes[code] = values.Count;
            }

            codes[i] = newCodes[code];
        }

        return new TextColumn(column.Name, codes, values);
    }

    private static string NameOf(string field, string fallback, TextColumn[] texts, int count)
    {
        if (count == 0) return fallback;
        foreach (var column in texts)
        {
            if (column.Name == field) return TopicName(column[0]);
        }

        return fallback;
    }

    // Batches are published under these names: what a topic cannot hold (/, +, #, control characters) must not come out of a record.
    private static string TopicName(string? text)
    {
        if (text is null || text.Length > 64) return Unknown;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_')) return Unknown;
        }

        return text;
    }
}
