using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>Reads an EnrichedBatch message, as strictly as <see cref="FlowReader"/> does the raw batch in it.</summary>
internal ref struct EnrichedReader(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private readonly List<WirePlace> _places = [];
    private readonly List<WirePlace> _networks = [];
    private FlowReader _flows = new(payload);
    private bool _hasFlows;
    private NumberSource _srcPlace;
    private NumberSource _dstPlace;
    private NumberSource _srcNetwork;
    private NumberSource _dstNetwork;
    private NumberSource _srcKind;
    private NumberSource _dstKind;
    private NumberSource _direction;
    private NumberSource _serviceSide;

    public void Read(WireReader reader)
    {
        while (reader.TryTag(out var tag))
        {
            // Every field of it is a message.
            switch ((tag & 7) == WireWriter.Delimited ? (int)(tag >> 3) : 0)
            {
                case EnrichedField.Flows:
                    _hasFlows = true;
                    _flows.Read(reader.Message());
                    break;
                case EnrichedField.Places: _places.Add(reader.Place()); break;
                case EnrichedField.Networks: _networks.Add(reader.Place()); break;
                case EnrichedField.SrcPlace: NumberColumn.Read(reader.Message(), ref _srcPlace); break;
                case EnrichedField.DstPlace: NumberColumn.Read(reader.Message(), ref _dstPlace); break;
                case EnrichedField.SrcNetwork: NumberColumn.Read(reader.Message(), ref _srcNetwork); break;
                case EnrichedField.DstNetwork: NumberColumn.Read(reader.Message(), ref _dstNetwork); break;
                case EnrichedField.SrcKind: NumberColumn.Read(reader.Message(), ref _srcKind); break;
                case EnrichedField.DstKind: NumberColumn.Read(reader.Message(), ref _dstKind); break;
                case EnrichedField.Direction: NumberColumn.Read(reader.Message(), ref _direction); break;
                case EnrichedField.ServiceSide: NumberColumn.Read(reader.Message(), ref _serviceSide); break;
                default: reader.Skip(tag); break;
            }
        }
    }

    /// <exception cref="FlowFormatException">The message is no batch: a column is missing, too short, too long or out of range.</exception>
    public readonly EnrichedBatch ToBatch(BatchBuffers? buffers)
    {
        if (!_hasFlows) throw new FlowFormatException("the enriched batch holds no flows");
        var flows = _flows.ToBatch(buffers);
        var count = flows.Count;

        var places = new Place[_places.Count + 1];
        places[0] = Place.None;
        for (var i = 1; i < places.Length; i++) places[i] = PlaceOf(_places[i - 1], buffers);
        var networks = new Network[_networks.Count + 1];
        networks[0] = Network.None;
        for (var i = 1; i < networks.Length; i++) networks[i] = NetworkOf(_networks[i - 1], buffers);

        return new EnrichedBatch
        {
            Flows = flows,
            Places = places,
            Networks = networks,
            SrcPlace = Indices(_srcPlace, BufferColumn.SrcPlace, buffers, count, places.Length - 1, "src-place"),
            DstPlace = Indices(_dstPlace, BufferColumn.DstPlace, buffers, count, places.Length - 1, "dst-place"),
            SrcNetwork = Indices(_srcNetwork, BufferColumn.SrcNetwork, buffers, count, networks.Length - 1, "src-network"),
            DstNetwork = Indices(_dstNetwork, BufferColumn.DstNetwork, buffers, count, networks.Length - 1, "dst-network"),
            SrcKind = Enums<AddressKind>(_srcKind, BufferColumn.SrcKind, buffers, count, (byte)AddressKind.Reserved, "src-kind"),
            DstKind = Enums<AddressKind>(_dstKind, BufferColumn.DstKind, buffers, count, (byte)AddressKind.Reserved, "dst-kind"),
            Direction = Enums<TrafficDirection>(_direction, BufferColumn.Direction, buffers, count, (byte)TrafficDirection.Through, "direction"),
            ServiceSide = Enums<ServiceSide>(_serviceSide, BufferColumn.ServiceSide, buffers, count, (byte)ServiceSide.Destination, "service-side"),
        };
    }

    private readonly Place PlaceOf(WirePlace place, BatchBuffers? buffers) =>
        buffers?.PlaceOf(_payload, place) ?? PlaceWire.DecodePlace(new WireReader(_payload, place.Start, place.Length), null);

    private readonly Network NetworkOf(WirePlace place, BatchBuffers? buffers) =>
        buffers?.NetworkOf(_payload, place) ?? PlaceWire.DecodeNetwork(new WireReader(_payload, place.Start, place.Length), null);

    private readonly int[] Indices(in NumberSource source, BufferColumn column, BatchBuffers? buffers, int count, int most, string name)
    {
        var indices = BatchBuffers.Take<int>(buffers, column, count);
        NumberColumn.Decode(_payload, source, most, name, indices.AsSpan(0, count));
        return indices;
    }

    private readonly T[] Enums<T>(in NumberSource source, BufferColumn column, BatchBuffers? buffers, int count, byte most, string name) where T : unmanaged, Enum
    {
        var values = BatchBuffers.Take<T>(buffers, column, count);
        NumberColumn.Decode(_payload, source, most, name, MemoryMarshal.AsBytes(values.AsSpan(0, count)));
        return values;
    }
}
