namespace FlowOptics.Flows;

/// <summary>
/// The batch that is being filled. Grows to <see cref="FlowBatch.MaxRecords"/>, so that an object of ten records costs little; a full batch takes its
/// arrays along (<see cref="Renew"/>), a smaller one leaves as a copy.
/// </summary>
internal sealed class FlowColumns
{
    private readonly FlowFormat _format;
    private readonly TextDictionary[] _dictionaries;
    private readonly int[][] _codes;
    private int _capacity = 64;

    internal FlowColumns(FlowFormat format)
    {
        _format = format;
        _dictionaries = Array.ConvertAll(format.TextColumns, column => new TextDictionary(FlowFields.IsTag(format.Names[column])));
        _codes = Array.ConvertAll(format.TextColumns, _ => new int[_capacity]);
        SrcAddr = new Address[_capacity];
        DstAddr = new Address[_capacity];
        SrcPort = new ushort[_capacity];
        DstPort = new ushort[_capacity];
        Protocol = new byte[_capacity];
        Packets = new long[_capacity];
        Bytes = new long[_capacity];
        Start = new long[_capacity];
        End = new long[_capacity];
        Action = new FlowAction[_capacity];
        TcpFlags = format.Has(FieldKind.TcpFlags) ? new byte[_capacity] : [];
        FlowDirection = format.Has(FieldKind.FlowDirection) ? new FlowDirection[_capacity] : [];
        PktSrcAddr = format.Has(FieldKind.PktSrcAddr) ? new Address[_capacity] : [];
        PktDstAddr = format.Has(FieldKind.PktDstAddr) ? new Address[_capacity] : [];
    }

    internal Address[] SrcAddr;
    internal Address[] DstAddr;
    internal ushort[] SrcPort;
    internal ushort[] DstPort;
    internal byte[] Protocol;
    internal long[] Packets;
    internal long[] Bytes;
    internal long[] Start;
    internal long[] End;
    internal FlowAction[] Action;

    // The optional columns are empty arrays where the format lacks them.
    internal byte[] TcpFlags;
    internal FlowDirection[] FlowDirection;
    internal Address[] PktSrcAddr;
    internal Address[] PktDstAddr;

    /// <summary>How many records are in. Rows from here on are open: they can be written to where reserved, and count once they are committed.</summary>
    internal int Count { get; private set; }

    /// <summary>True where a record that was then rejected has left values in a dictionary.</summary>
    internal bool HasUnusedTexts { get; set; }

    /// <summary>Sets the code of a text of the open row, of bytes that are UTF-8.</summary>
    internal void SetText(int text, ReadOnlySpan<byte> field) => _codes[text][Count] = FieldReader.IsMissing(field) ? 0 : _dictionaries[text].CodeOf(field);

    /// <summary>Sets a text of the open rows from the fields of a block. Returns how many were read before one that is empty or no UTF-8.</summary>
    internal int SetTexts(int text, FieldBlock block, int column, int lines)
    {
        var dictionary = _dictionaries[text];
        var codes = _codes[text].AsSpan(Count, lines);
        for (var line = 0; line < codes.Length; line++)
        {
            var field = block.Bytes(line, column);
            if (field.IsEmpty) return line;
            var code = FieldReader.IsMissing(field) ? 0 : dictionary.CodeOf(field);
            if (code < 0) return line;
            codes[line] = code;
        }

        return codes.Length;
    }

    /// <summary>Sees to it that so many rows past <see cref="Count"/> can be written to. No more than <see cref="FlowBatch.MaxRecords"/> in all.</summary>
    internal void Reserve(int rows)
    {
        while (Count + rows > _capacity) Grow();
    }

    /// <summary>Takes open rows into the batch.</summary>
    internal void Commit(int rows) => Count += rows;

    /// <summary>The batch so far, over these very arrays: to be copied before anything else is read.</summary>
    internal FlowBatch View(ObjectIdentity identity, long firstRecord)
    {
        var texts = new TextColumn[_codes.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = new TextColumn(_format.Names[_format.TextColumns[i]], _codes[i], _dictionaries[i].Values);
        return new FlowBatch
        {
            Origin = new BatchOrigin(identity.Bucket, identity.Key, identity.ETag, firstRecord, Count),
            Account = identity.Account ?? BatchSlicing.Unknown,
            Region = identity.Region ?? BatchSlicing.Unknown,
            AccountFromPath = identity.Account is not null,
            RegionFromPath = identity.Region is not null,
            SrcAddr = SrcAddr,
            DstAddr = DstAddr,
            SrcPort = SrcPort,
            DstPort = DstPort,
            Protocol = Protocol,
            Packets = Packets,
            Bytes = Bytes,
            Start = Start,
            End = End,
            Action = Action,
            TcpFlags = _format.Has(FieldKind.TcpFlags) ? TcpFlags : null,
            FlowDirection = _format.Has(FieldKind.FlowDirection) ? FlowDirection : null,
            PktSrcAddr = _format.Has(FieldKind.PktSrcAddr) ? PktSrcAddr : null,
            PktDstAddr = _format.Has(FieldKind.PktDstAddr) ? PktDstAddr : null,
            Texts = texts,
        };
    }

    internal void Clear()
    {
        Count = 0;
        HasUnusedTexts = false;
        foreach (var dictionary in _dictionaries) dictionary.Clear();
    }

    /// <summary>True where the arrays hold one batch exactly.</summary>
    internal bool IsFull => Count == FlowBatch.MaxRecords;

    /// <summary>Takes other arrays: somebody else has these now.</summary>
    internal void Renew()
    {
        // Each row is written before it counts: no need to clear them first.
        static T[] Fresh<T>(T[] values) where T : unmanaged => values.Length == 0 ? values : GC.AllocateUninitializedArray<T>(values.Length);
        SrcAddr = Fresh(SrcAddr);
        DstAddr = Fresh(DstAddr);
        SrcPort = Fresh(SrcPort);
        DstPort = Fresh(DstPort);
        Protocol = Fresh(Protocol);
        Packets = Fresh(Packets);
        Bytes = Fresh(Bytes);
        Start = Fresh(Start);
        End = Fresh(End);
        Action = Fresh(Action);
        TcpFlags = Fresh(TcpFlags);
        FlowDirection = Fresh(FlowDirection);
        PktSrcAddr = Fresh(PktSrcAddr);
        PktDstAddr = Fresh(PktDstAddr);
        for (var i = 0; i < _codes.Length; i++) _codes[i] = Fresh(_codes[i]);
    }

    private void Grow()
    {
        _capacity = Math.Min(_capacity * 4, FlowBatch.MaxRecords);
        Array.Resize(ref SrcAddr, _capacity);
        Array.Resize(ref DstAddr, _capacity);
        Array.Resize(ref SrcPort, _capacity);
        Array.Resize(ref DstPort, _capacity);
        Array.Resize(ref Protocol, _capacity);
        Array.Resize(ref Packets, _capacity);
        Array.Resize(ref Bytes, _capacity);
        Array.Resize(ref Start, _capacity);
        Array.Resize(ref End, _capacity);
        Array.Resize(ref Action, _capacity);
        if (TcpFlags.Length > 0) Array.Resize(ref TcpFlags, _capacity);
        if (FlowDirection.Length > 0) Array.Resize(ref FlowDirection, _capacity);
        if (PktSrcAddr.Length > 0) Array.Resize(ref PktSrcAddr, _capacity);
        if (PktDstAddr.Length > 0) Array.Resize(ref PktDstAddr, _capacity);
        for (var i = 0; i < _codes.Length; i++) Array.Resize(ref _codes[i], _capacity);
    }
}
