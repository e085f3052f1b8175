using System.Buffers.Binary;
using System.Numerics;
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
    private readonly List<WirePlace> _places = [];
    private readonly List<WirePlace> _networks = [];
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
    public ReadOnlySpan<WirePlace> Places => CollectionsMarshal.AsSpan(_places);

    public ReadOnlySpan<WirePlace> Networks => CollectionsMarshal.AsSpan(_networks);

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
        var reader = new WireReader(bytes);
        var hasFlows = false;
        NumberSource srcPlace = default, dstPlace = default, srcNetwork = default, dstNetwork = default, direction = default, serviceSide = default;
        while (reader.TryTag(out var tag))
        {
            switch ((tag & 7) == WireWriter.Delimited ? (int)(tag >> 3) : 0)
            {
                case EnrichedField.Flows:
                    hasFlows = true;
                    ReadFlows(bytes, reader.Place());
                    break;
                case EnrichedField.Places: _places.Add(reader.Place()); break;
                case EnrichedField.Networks: _networks.Add(reader.Place()); break;
                case EnrichedField.SrcPlace: NumberColumn.Read(reader.Message(), ref srcPlace); break;
                case EnrichedField.DstPlace: NumberColumn.Read(reader.Message(), ref dstPlace); break;
                case EnrichedField.SrcNetwork: NumberColumn.Read(reader.Message(), ref srcNetwork); break;
                case EnrichedField.DstNetwork: NumberColumn.Read(reader.Message(), ref dstNetwork); break;
                case EnrichedField.Direction: NumberColumn.Read(reader.Message(), ref direction); break;
                case EnrichedField.ServiceSide: NumberColumn.Read(reader.Message(), ref serviceSide); break;
                default: reader.Skip(tag); break;
            }
        }

        if (!hasFlows) throw new FlowFormatException("the enriched batch holds no flows");
        Decode(bytes, srcPlace, SrcPlace, _places.Count, "src-place");
        Decode(bytes, dstPlace, DstPlace, _places.Count, "dst-place");
        Decode(bytes, srcNetwork, SrcNetwork, _networks.Count, "src-network");
        Decode(bytes, dstNetwork, DstNetwork, _networks.Count, "dst-network");
        Decode(bytes, direction, Direction, (byte)TrafficDirection.Through, "direction");
        Decode(bytes, serviceSide, ServiceSide, (byte)Flows.ServiceSide.Destination, "service-side");
    }

    private void ReadFlows(ReadOnlySpan<byte> bytes, WirePlace flows)
    {
        ReadHead(bytes, flows);
        AddressSource src = default, dst = default;
        NumberSource srcPort = default, dstPort = default, protocol = default, packets = default, sizes = default, start = default, end = default, action = default;
        var flowDirection = default(NumberSource);
        Interfaces.Forget();
        Accounts.Forget();
        Regions.Forget();
        var reader = new WireReader(bytes, flows.Start, flows.Length);
        while (reader.TryTag(out var tag))
        {
            switch ((tag & 7) == WireWriter.Delimited ? (int)(tag >> 3) : 0)
            {
                case FlowField.SrcAddr: AddressColumn.Read(reader.Message(), ref src); break;
                case FlowField.DstAddr: AddressColumn.Read(reader.Message(), ref dst); break;
                case FlowField.SrcPort: NumberColumn.Read(reader.Message(), ref srcPort); break;
                case FlowField.DstPort: NumberColumn.Read(reader.Message(), ref dstPort); break;
                case FlowField.Protocol: NumberColumn.Read(reader.Message(), ref protocol); break;
                case FlowField.Packets: NumberColumn.Read(reader.Message(), ref packets); break;
                case FlowField.Bytes: NumberColumn.Read(reader.Message(), ref sizes); break;
                case FlowField.Start: NumberColumn.Read(reader.Message(), ref start); break;
                case FlowField.End: NumberColumn.Read(reader.Message(), ref end); break;
                case FlowField.Action: NumberColumn.Read(reader.Message(), ref action); break;
                case FlowField.FlowDirection: NumberColumn.Read(reader.Message(), ref flowDirection); break;
                case FlowField.Texts: ReadText(bytes, reader.Place()); break;
                default: reader.Skip(tag); break;
            }
        }

        IsSrcWide = Decode(bytes, src, Src, SrcWide, "srcaddr");
        IsDstWide = Decode(bytes, dst, Dst, DstWide, "dstaddr");
        Decode(bytes, srcPort, SrcPort, ushort.MaxValue, "srcport");
        Decode(bytes, dstPort, DstPort, ushort.MaxValue, "dstport");
        Decode(bytes, protocol, Protocol, byte.MaxValue, "protocol");
        Decode(bytes, packets, Packets, long.MaxValue, "packets");
        Decode(bytes, sizes, Bytes, long.MaxValue, "bytes");
        Decode(bytes, start, Start, LiveEntry.MaxSeconds, "start");
        Decode(bytes, end, End, LiveEntry.MaxSeconds, "end");
        Decode(bytes, action, Action, (byte)FlowAction.Reject, "action");
        if (flowDirection.IsPresent) Decode(bytes, flowDirection, FlowDirection, (byte)Flows.FlowDirection.Egress, "flow-direction");
        else FlowDirection.AsSpan(0, Count).Clear();
    }

    private void ReadHead(ReadOnlySpan<byte> bytes, WirePlace flows)
    {
        string bucket = "", key = "", etag = "";
        (Account, Region, AccountFromPath, RegionFromPath) = ("", "", false, false);
        long first = 0;
        var count = 0;
        var reader = new WireReader(bytes, flows.Start, flows.Length);
        while (reader.TryTag(out var tag))
        {
            switch (tag)
            {
                case (FlowField.Bucket << 3) | WireWriter.Delimited: bucket = Text(ref reader); break;
                case (FlowField.Key << 3) | WireWriter.Delimited: key = Text(ref reader); break;
                case (FlowField.ETag << 3) | WireWriter.Delimited: etag = Text(ref reader); break;
                case (FlowField.FirstRecord << 3) | WireWriter.Varint: first = (long)reader.Varint(); break;
                case (FlowField.Count << 3) | WireWriter.Varint: count = (int)reader.Varint(); break;
                case (FlowField.Account << 3) | WireWriter.Delimited: Account = Text(ref reader); break;
                case (FlowField.Region << 3) | WireWriter.Delimited: Region = Text(ref reader); break;
                case (FlowField.AccountFromPath << 3) | WireWriter.Varint: AccountFromPath = reader.Varint() != 0; break;
                case (FlowField.RegionFromPath << 3) | WireWriter.Varint: RegionFromPath = reader.Varint() != 0; break;
                default: reader.Skip(tag); break;
            }
        }

        if (count is < 0 or > FlowBatch.MaxRecords) throw new FlowFormatException($"a batch holds at most {FlowBatch.MaxRecords} records, this one claims {count}");
        if (first is < 0 or > long.MaxValue - FlowBatch.MaxRecords) throw new FlowFormatException($"the batch claims to begin at record {first}");
        Origin = new BatchOrigin(bucket, key, etag, first, count);
    }

    private void ReadText(ReadOnlySpan<byte> bytes, WirePlace column)
    {
        var reader = new WireReader(bytes, column.Start, column.Length);
        while (reader.TryTag(out var tag))
        {
            if (tag != ((1 << 3) | WireWriter.Delimited))
            {
                reader.Skip(tag);
                continue;
            }

            var name = reader.Bytes();
            if (name.SequenceEqual("interface-id"u8)) Interfaces.Read(bytes, column, Count, "interface-id");
            else if (!AccountFromPath && name.SequenceEqual("account-id"u8)) Accounts.Read(bytes, column, Count, "account-id");
            else if (!RegionFromPath && name.SequenceEqual("region"u8)) Regions.Read(bytes, column, Count, "region");
            return;
        }
    }

    private static string Text(ref WireReader reader) => Encoding.UTF8.GetString(reader.Bytes());

    private void Decode<T>(ReadOnlySpan<byte> bytes, in NumberSource source, T[] values, long most, string name)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => NumberColumn.Decode(bytes, source, most, name, values.AsSpan(0, Count));

    /// <returns>True where not all are IPv4, and they are in <paramref name="wide"/>.</returns>
    private bool Decode(ReadOnlySpan<byte> bytes, in AddressSource source, uint[] narrow, Address[] wide, string name)
    {
        if (!BitConverter.IsLittleEndian || !source.IsPresent || source.Width != 4 || source.Values.Length != Count * 4)
        {
            // Says what is wrong, if anything is.
            AddressColumn.Decode(bytes, source, name, wide.AsSpan(0, Count));
            return true;
        }

        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(source.Values.In(bytes)), narrow);
        return false;
    }
}
