using System.Runtime.InteropServices;
using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// What the window wants of an encoded enriched batch (flows.proto), as columns: no object a record, no text made that may be known already. As
/// strict as the full decoder on all that it reads. One is used for batch after batch; it needs the payload until the next.
/// </summary>
internal sealed class LiveBatch
{
    private readonly List<WireSlice> _places = [];
    private readonly List<WireSlice> _networks = [];
    private ReadOnlyMemory<byte> _payload;

    public BatchOrigin Origin { get; private set; } = new("", "", "", 0, 0);

    public string Account { get; private set; } = "";

    public string Region { get; private set; } = "";

    public bool AccountFromPath { get; private set; }

    public bool RegionFromPath { get; private set; }

    public int Count => Origin.Count;

    public ReadOnlySpan<byte> Payload => _payload.Span;

    /// <summary>IPv4 in host order; all in <see cref="SrcWide"/> where <see cref="IsSrcWide"/>.</summary>
    public uint[] Src { get; } = new uint[FlowBatch.MaxRecords];

    public uint[] Dst { get; } = new uint[FlowBatch.MaxRecords];

    public bool IsSrcWide { get; private set; }

    public bool IsDstWide { get; private set; }

    public Address[] SrcWide { get; } = new Address[FlowBatch.MaxRecords];

    public Address[] DstWide { get; } = new Address[FlowBatch.MaxRecords];

    public ushort[] SrcPort { get; } = new ushort[FlowBatch.MaxRecords];

    public ushort[] DstPort { get; } = new ushort[FlowBatch.MaxRecords];

    public byte[] Protocol { get; } = new byte[FlowBatch.MaxRecords];

    public byte[] Action { get; } = new byte[FlowBatch.MaxRecords];

    /// <summary>All 0 where the format has none.</summary>
    public byte[] FlowDirection { get; } = new byte[FlowBatch.MaxRecords];

    public byte[] Direction { get; } = new byte[FlowBatch.MaxRecords];

    public byte[] ServiceSide { get; } = new byte[FlowBatch.MaxRecords];

    public long[] Packets { get; } = new long[FlowBatch.MaxRecords];

    public long[] Bytes { get; } = new long[FlowBatch.MaxRecords];

    public long[] Start { get; } = new long[FlowBatch.MaxRecords];

    public long[] End { get; } = new long[FlowBatch.MaxRecords];

    public int[] SrcPlace { get; } = new int[FlowBatch.MaxRecords];

    public int[] DstPlace { get; } = new int[FlowBatch.MaxRecords];

    public int[] SrcNetwork { get; } = new int[FlowBatch.MaxRecords];

    public int[] DstNetwork { get; } = new int[FlowBatch.MaxRecords];

    /// <summary>Encoded places; place 0 of the columns, "none", is not among them: place i is element i − 1.</summary>
    public ReadOnlySpan<WireSlice> Places => CollectionsMarshal.AsSpan(_places);

    public ReadOnlySpan<WireSlice> Networks => CollectionsMarshal.AsSpan(_networks);

    public WireText Interfaces { get; } = new();

    /// <summary>Present only where records speak for themselves.</summary>
    public WireText Accounts { get; } = new();

    public WireText Regions { get; } = new();

    /// <exception cref="FlowFormatException">The payload is no enriched batch, or its columns disagree.</exception>
    public void Read(ReadOnlyMemory<byte> payload)
    {
        _payload = payload;
        _places.Clear();
        _networks.Clear();
        var bytes = payload.Span;
        var message = new WireFields(bytes, new WireSlice(0, bytes.Length));
        WireSlice? flows = null;
        WireNumbers srcPlace = default, dstPlace = default, srcNetwork = default, dstNetwork = default, direction = default, serviceSide = default;
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1: flows = message.Slice; break;
                case 2: _places.Add(message.Slice); break;
                case 3: _networks.Add(message.Slice); break;
                case 10: srcPlace = WireNumbers.Read(bytes, message.Slice); break;
                case 11: dstPlace = WireNumbers.Read(bytes, message.Slice); break;
                case 12: srcNetwork = WireNumbers.Read(bytes, message.Slice); break;
                case 13: dstNetwork = WireNumbers.Read(bytes, message.Slice); break;
                case 16: direction = WireNumbers.Read(bytes, message.Slice); break;
                case 17: serviceSide = WireNumbers.Read(bytes, message.Slice); break;
                default: break;
            }
        }

        ReadFlows(bytes, flows ?? throw new FlowFormatException("the enriched batch holds no flows"));
        srcPlace.CopyTo(bytes, SrcPlace.AsSpan(0, Count), _places.Count, "src-place");
        dstPlace.CopyTo(bytes, DstPlace.AsSpan(0, Count), _places.Count, "dst-place");
        srcNetwork.CopyTo(bytes, SrcNetwork.AsSpan(0, Count), _networks.Count, "src-network");
        dstNetwork.CopyTo(bytes, DstNetwork.AsSpan(0, Count), _networks.Count, "dst-network");
        direction.CopyTo(bytes, Direction.AsSpan(0, Count), (byte)TrafficDirection.Through, "direction");
        serviceSide.CopyTo(bytes, ServiceSide.AsSpan(0, Count), (byte)Flows.ServiceSide.Destination, "service-side");
    }

    private void ReadFlows(ReadOnlySpan<byte> bytes, WireSlice flows)
    {
        ReadHead(bytes, flows);
        var count = Count;
        var fields = new WireFields(bytes, flows);
        WireAddresses src = default, dst = default;
        WireNumbers srcPort = default, dstPort = default, protocol = default, packets = default, sizes = default, start = default, end = default, action = default;
        FlowDirection.AsSpan(0, count).Clear();
        Interfaces.Forget();
        Accounts.Forget();
        Regions.Forget();
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 10: src = WireAddresses.Read(bytes, fields.Slice); break;
                case 11: dst = WireAddresses.Read(bytes, fields.Slice); break;
                case 12: srcPort = WireNumbers.Read(bytes, fields.Slice); break;
                case 13: dstPort = WireNumbers.Read(bytes, fields.Slice); break;
                case 14: protocol = WireNumbers.Read(bytes, fields.Slice); break;
                case 15: packets = WireNumbers.Read(bytes, fields.Slice); break;
                case 16: sizes = WireNumbers.Read(bytes, fields.Slice); break;
                case 17: start = WireNumbers.Read(bytes, fields.Slice); break;
                case 18: end = WireNumbers.Read(bytes, fields.Slice); break;
                case 19: action = WireNumbers.Read(bytes, fields.Slice); break;
                case 21: WireNumbers.Read(bytes, fields.Slice).CopyTo(bytes, FlowDirection.AsSpan(0, count), (byte)Flows.FlowDirection.Egress, "flow-direction"); break;
                case 30: ReadText(bytes, fields.Slice); break;
                default: break;
            }
        }

        IsSrcWide = src.CopyTo(bytes, Src.AsSpan(0, count), SrcWide.AsSpan(0, count), "srcaddr");
        IsDstWide = dst.CopyTo(bytes, Dst.AsSpan(0, count), DstWide.AsSpan(0, count), "dstaddr");
        srcPort.CopyTo(bytes, SrcPort.AsSpan(0, count), ushort.MaxValue, "srcport");
        dstPort.CopyTo(bytes, DstPort.AsSpan(0, count), ushort.MaxValue, "dstport");
        protocol.CopyTo(bytes, Protocol.AsSpan(0, count), byte.MaxValue, "protocol");
        packets.CopyTo(bytes, Packets.AsSpan(0, count), long.MaxValue, "packets");
        sizes.CopyTo(bytes, Bytes.AsSpan(0, count), long.MaxValue, "bytes");
        start.CopyTo(bytes, Start.AsSpan(0, count), LiveEntry.MaxSeconds, "start");
        end.CopyTo(bytes, End.AsSpan(0, count), LiveEntry.MaxSeconds, "end");
        action.CopyTo(bytes, Action.AsSpan(0, count), (byte)FlowAction.Reject, "action");
    }

    private void ReadHead(ReadOnlySpan<byte> bytes, WireSlice flows)
    {
        string bucket = "", key = "", etag = "";
        (Account, Region, AccountFromPath, RegionFromPath) = ("", "", false, false);
        ulong first = 0, count = 0;
        var fields = new WireFields(bytes, flows);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: bucket = Text(bytes, fields.Slice); break;
                case 2: key = Text(bytes, fields.Slice); break;
                case 3: etag = Text(bytes, fields.Slice); break;
                case 4: first = fields.Number; break;
                case 5: count = fields.Number; break;
                case 6: Account = Text(bytes, fields.Slice); break;
                case 7: Region = Text(bytes, fields.Slice); break;
                case 8: AccountFromPath = fields.Number != 0; break;
                case 9: RegionFromPath = fields.Number != 0; break;
                default: break;
            }
        }

        if (count > FlowBatch.MaxRecords) throw new FlowFormatException($"a batch holds at most {FlowBatch.MaxRecords} records, this one claims {(long)count}");
        if ((long)first is < 0 or > long.MaxValue - FlowBatch.MaxRecords) throw new FlowFormatException($"the batch claims to begin at record {(long)first}");
        Origin = new BatchOrigin(bucket, key, etag, (long)first, (int)count);
    }

    private void ReadText(ReadOnlySpan<byte> bytes, WireSlice column)
    {
        var fields = new WireFields(bytes, column);
        while (fields.Next())
        {
            if (fields.Field != 1) continue;
            var name = fields.Slice.Of(bytes);
            if (name.SequenceEqual("interface-id"u8)) Interfaces.Read(bytes, column, Count, "interface-id");
            else if (!AccountFromPath && name.SequenceEqual("account-id"u8)) Accounts.Read(bytes, column, Count, "account-id");
            else if (!RegionFromPath && name.SequenceEqual("region"u8)) Regions.Read(bytes, column, Count, "region");
            return;
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes, WireSlice slice) => Encoding.UTF8.GetString(slice.Of(bytes));
}
