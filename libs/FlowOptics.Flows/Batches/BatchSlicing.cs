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
    /// <param name="keepColumns">True where the part is the whole, its arrays are full, and nobody else will write to them: then they are not copied.</param>
    internal static FlowBatch Cut(FlowBatch batch, int first, int count, bool compact, bool keepColumns = false)
    {
        T[] Part<T>(T[] values) where T : unmanaged => keepColumns ? values : Cut(values, first, count);
        T[]? OptionalPart<T>(T[]? values) where T : unmanaged => values is null ? null : Part(values);
        var texts = new TextColumn[batch.Texts.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Cut(batch.Texts[i], first, count, compact, keepColumns);

        var (account, region) = NamesOf(batch, first, count);
        return new FlowBatch
        {
            Origin = batch.Origin with { FirstRecord = batch.Origin.FirstRecord + first, Count = count },
            Account = account,
            Region = region,
            AccountFromPath = batch.AccountFromPath,
            RegionFromPath = batch.RegionFromPath,
            SrcAddr = Part(batch.SrcAddr),
            DstAddr = Part(batch.DstAddr),
            SrcPort = Part(batch.SrcPort),
            DstPort = Part(batch.DstPort),
            Protocol = Part(batch.Protocol),
            Packets = Part(batch.Packets),
            Bytes = Part(batch.Bytes),
            Start = Part(batch.Start),
            End = Part(batch.End),
            Action = Part(batch.Action),
            TcpFlags = OptionalPart(batch.TcpFlags),
            FlowDirection = OptionalPart(batch.FlowDirection),
            PktSrcAddr = OptionalPart(batch.PktSrcAddr),
            PktDstAddr = OptionalPart(batch.PktDstAddr),
            Texts = texts,
        };
    }

    /// <summary>The account and region that a run of the batch is published under.</summary>
    internal static (string Account, string Region) NamesOf(FlowBatch batch, int first, int count) => (
        batch.AccountFromPath || count == 0 ? batch.Account : NameOf("account-id", batch.Account, batch, first),
        batch.RegionFromPath || count == 0 ? batch.Region : NameOf("region", batch.Region, batch, first));

    internal static T[] Cut<T>(T[] values, int first, int count) where T : unmanaged
    {
        // Every element is written at once: no need to clear the array first.
        var part = GC.AllocateUninitializedArray<T>(count);
        values.AsSpan(first, count).CopyTo(part);
        return part;
    }

    private static TextColumn Cut(TextColumn column, int first, int count, bool compact, bool keepCodes)
    {
        if (!compact) return new TextColumn(column.Name, keepCodes ? column.Codes : Cut(column.Codes, first, count), [.. column.Values]);

        var index = new RunIndex();
        index.Begin(column.Values.Count + 1);
        var codes = new int[count];
        index.Map(column.Codes.AsSpan(first, count), codes);
        var values = new string[index.Count];
        for (var i = 0; i < values.Length; i++) values[i] = column.Values[index.Kept[i] - 1];
        return new TextColumn(column.Name, codes, values);
    }

    private static string NameOf(string field, string fallback, FlowBatch batch, int record) =>
        batch.Text(field) is { } column ? TopicName(column[record]) : fallback;

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
