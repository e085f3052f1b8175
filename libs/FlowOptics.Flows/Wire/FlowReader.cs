using System.Numerics;
using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>
/// Reads a FlowBatch message: first where each field lies, then its columns. Strict: a batch that comes out can be indexed without a further check.
/// </summary>
internal ref struct FlowReader(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private WirePlace _bucket;
    private WirePlace _key;
    private WirePlace _etag;
    private WirePlace _account;
    private WirePlace _region;
    private long _firstRecord;
    private int _count;
    private bool _accountFromPath;
    private bool _regionFromPath;
    private AddressSource _srcAddr;
    private AddressSource _dstAddr;
    private AddressSource _pktSrcAddr;
    private AddressSource _pktDstAddr;
    private NumberSource _srcPort;
    private NumberSource _dstPort;
    private NumberSource _protocol;
    private NumberSource _packets;
    private NumberSource _bytes;
    private NumberSource _start;
    private NumberSource _end;
    private NumberSource _action;
    private NumberSource _tcpFlags;
    private NumberSource _flowDirection;
    private List<WirePlace>? _texts;

    public void Read(WireReader reader)
    {
        while (reader.TryTag(out var tag))
        {
            var isDelimited = (tag & 7) == WireWriter.Delimited;
            switch ((int)(tag >> 3))
            {
                case FlowField.Bucket when isDelimited: _bucket = reader.Place(); break;
                case FlowField.Key when isDelimited: _key = reader.Place(); break;
                case FlowField.ETag when isDelimited: _etag = reader.Place(); break;
                case FlowField.FirstRecord when (tag & 7) == WireWriter.Varint: _firstRecord = (long)reader.Varint(); break;
                case FlowField.Count when (tag & 7) == WireWriter.Varint: _count = (int)reader.Varint(); break;
                case FlowField.Account when isDelimited: _account = reader.Place(); break;
                case FlowField.Region when isDelimited: _region = reader.Place(); break;
                case FlowField.AccountFromPath when (tag & 7) == WireWriter.Varint: _accountFromPath = reader.Varint() != 0; break;
                case FlowField.RegionFromPath when (tag & 7) == WireWriter.Varint: _regionFromPath = reader.Varint() != 0; break;
                case FlowField.SrcAddr when isDelimited: AddressColumn.Read(reader.Message(), ref _srcAddr); break;
                case FlowField.DstAddr when isDelimited: AddressColumn.Read(reader.Message(), ref _dstAddr); break;
                case FlowField.SrcPort when isDelimited: NumberColumn.Read(reader.Message(), ref _srcPort); break;
                case FlowField.DstPort when isDelimited: NumberColumn.Read(reader.Message(), ref _dstPort); break;
                case FlowField.Protocol when isDelimited: NumberColumn.Read(reader.Message(), ref _protocol); break;
                case FlowField.Packets when isDelimited: NumberColumn.Read(reader.Message(), ref _packets); break;
                case FlowField.Bytes when isDelimited: NumberColumn.Read(reader.Message(), ref _bytes); break;
                case FlowField.Start when isDelimited: NumberColumn.Read(reader.Message(), ref _start); break;
                case FlowField.End when isDelimited: NumberColumn.Read(reader.Message(), ref _end); break;
                case FlowField.Action when isDelimited: NumberColumn.Read(reader.Message(), ref _action); break;
                case FlowField.TcpFlags when isDelimited: NumberColumn.Read(reader.Message(), ref _tcpFlags); break;
                case FlowField.FlowDirection when isDelimited: NumberColumn.Read(reader.Message(), ref _flowDirection); break;
                case FlowField.PktSrcAddr when isDelimited: AddressColumn.Read(reader.Message(), ref _pktSrcAddr); break;
                case FlowField.PktDstAddr when isDelimited: AddressColumn.Read(reader.Message(), ref _pktDstAddr); break;
                case FlowField.Texts when isDelimited: (_texts ??= []).Add(reader.Place()); break;
                default: reader.Skip(tag); break;
            }
        }
    }

    /// <exception cref="FlowFormatException">The message is no batch: a column is missing, too short, too long or out of range.</exception>
    public readonly FlowBatch ToBatch(BatchBuffers? buffers)
    {
        // Checked before any array is made: what a sender claims costs nothing.
        if (_count is < 0 or > FlowBatch.MaxRecords) throw new FlowFormatException($"a batch holds at most {FlowBatch.MaxRecords} records, this one claims {_count}");
        if (_firstRecord < 0) throw new FlowFormatException($"the batch claims to begin at record {_firstRecord}");
        if (_texts?.Count > FlowFormat.MaxColumns)
            throw new FlowFormatException($"a batch has at most {FlowFormat.MaxColumns} text columns, this one has {_texts.Count}");

        return new FlowBatch
        {
            Origin = new BatchOrigin(Text(_bucket, buffers), Text(_key, buffers), Text(_etag, buffers), _firstRecord, _count),
            Account = Text(_account, buffers),
            Region = Text(_region, buffers),
            AccountFromPath = _accountFromPath,
            RegionFromPath = _regionFromPath,
            SrcAddr = Addresses(_srcAddr, BufferColumn.SrcAddr, buffers, "srcaddr"),
            DstAddr = Addresses(_dstAddr, BufferColumn.DstAddr, buffers, "dstaddr"),
            SrcPort = Numbers<ushort>(_srcPort, BufferColumn.SrcPort, buffers, ushort.MaxValue, "srcport"),
            DstPort = Numbers<ushort>(_dstPort, BufferColumn.DstPort, buffers, ushort.MaxValue, "dstport"),
            Protocol = Numbers<byte>(_protocol, BufferColumn.Protocol, buffers, byte.MaxValue, "protocol"),
            Packets = Numbers<long>(_packets, BufferColumn.Packets, buffers, long.MaxValue, "packets"),
            Bytes = Numbers<long>(_bytes, BufferColumn.Bytes, buffers, long.MaxValue, "bytes"),
            Start = Numbers<long>(_start, BufferColumn.Start, buffers, FieldReader.MaxSeconds, "start"),
            End = Numbers<long>(_end, BufferColumn.End, buffers, FieldReader.MaxSeconds, "end"),
            Action = Enums<FlowAction>(_action, BufferColumn.Action, buffers, (byte)FlowAction.Reject, "action"),
            TcpFlags = _tcpFlags.IsPresent ? Numbers<byte>(_tcpFlags, BufferColumn.TcpFlags, buffers, byte.MaxValue, "tcp-flags") : null,
            FlowDirection = _flowDirection.IsPresent
                ? Enums<FlowDirection>(_flowDirection, BufferColumn.FlowDirection, buffers, (byte)FlowDirection.Egress, "flow-direction")
                : null,
            PktSrcAddr = _pktSrcAddr.IsPresent ? Addresses(_pktSrcAddr, BufferColumn.PktSrcAddr, buffers, "pkt-srcaddr") : null,
            PktDstAddr = _pktDstAddr.IsPresent ? Addresses(_pktDstAddr, BufferColumn.PktDstAddr, buffers, "pkt-dstaddr") : null,
            Texts = Texts(buffers),
        };
    }

    private readonly string Text(WirePlace place, BatchBuffers? buffers) =>
        TextCache.Get(buffers?.Texts, place.In(_payload));

    private readonly Address[] Addresses(in AddressSource source, BufferColumn column, BatchBuffers? buffers, string name)
    {
        var addresses = BatchBuffers.Take<Address>(buffers, column, _count);
        AddressColumn.Decode(_payload, source, name, addresses.AsSpan(0, _count));
        return addresses;
    }

    private readonly T[] Numbers<T>(in NumberSource source, BufferColumn column, BatchBuffers? buffers, long most, string name)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var values = BatchBuffers.Take<T>(buffers, column, _count);
        NumberColumn.Decode(_payload, source, most, name, values.AsSpan(0, _count));
        return values;
    }

    private readonly T[] Enums<T>(in NumberSource source, BufferColumn column, BatchBuffers? buffers, byte most, string name) where T : unmanaged, Enum
    {
        var values = BatchBuffers.Take<T>(buffers, column, _count);
        NumberColumn.Decode(_payload, source, most, name, MemoryMarshal.AsBytes(values.AsSpan(0, _count)));
        return values;
    }

    private readonly TextColumn[] Texts(BatchBuffers? buffers)
    {
        if (_texts is null) return [];
        var columns = new TextColumn[_texts.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = Text(i, buffers);
        return columns;
    }

    private readonly TextColumn Text(int index, BatchBuffers? buffers)
    {
        var reader = new WireReader(_payload, _texts![index].Start, _texts[index].Length);
        var name = new WirePlace();
        var codes = new NumberSource();
        var values = BatchBuffers.TakeValues(buffers, index);
        while (reader.TryTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireWriter.Delimited: name = reader.Place(); break;
                case (2 << 3) | WireWriter.Delimited: values.Add(Text(reader.Place(), buffers)); break;
                case (3 << 3) | WireWriter.Delimited: NumberColumn.Read(reader.Message(), ref codes); break;
                default: reader.Skip(tag); break;
            }
        }

        var column = BatchBuffers.TakeCodes(buffers, index, _count);
        NumberColumn.Decode(_payload, codes, values.Count, Text(name, buffers), column.AsSpan(0, _count));
        return new TextColumn(Text(name, buffers), column, values);
    }
}
