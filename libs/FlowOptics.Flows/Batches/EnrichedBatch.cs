namespace FlowOptics.Flows;

/// <summary>
/// A batch with what was found out about both ends. Place and network columns hold indices into <see cref="Places"/> and
/// <see cref="Networks"/>, whose element 0 is always <see cref="Place.None"/> and <see cref="Network.None"/>.
/// </summary>
public sealed class EnrichedBatch
{
    public required FlowBatch Flows { get; init; }

    public required IReadOnlyList<Place> Places { get; init; }

    public required IReadOnlyList<Network> Networks { get; init; }

    public required int[] SrcPlace { get; init; }

    public required int[] DstPlace { get; init; }

    public required int[] SrcNetwork { get; init; }

    public required int[] DstNetwork { get; init; }

    public required AddressKind[] SrcKind { get; init; }

    public required AddressKind[] DstKind { get; init; }

    public required TrafficDirection[] Direction { get; init; }

    public required ServiceSide[] ServiceSide { get; init; }

    /// <summary>A batch whose columns its maker still has to fill: arrays with anything in them.</summary>
    /// <param name="buffers">Where its arrays are: the batch is valid until they are used for the next. Null: arrays of its own.</param>
    public static EnrichedBatch ToFill(FlowBatch flows, IReadOnlyList<Place> places, IReadOnlyList<Network> networks, BatchBuffers? buffers)
    {
        var count = flows.Count;
        return new EnrichedBatch
        {
            Flows = flows,
            Places = places,
            Networks = networks,
            SrcPlace = BatchBuffers.Take<int>(buffers, BufferColumn.SrcPlace, count),
            DstPlace = BatchBuffers.Take<int>(buffers, BufferColumn.DstPlace, count),
            SrcNetwork = BatchBuffers.Take<int>(buffers, BufferColumn.SrcNetwork, count),
            DstNetwork = BatchBuffers.Take<int>(buffers, BufferColumn.DstNetwork, count),
            SrcKind = BatchBuffers.Take<AddressKind>(buffers, BufferColumn.SrcKind, count),
            DstKind = BatchBuffers.Take<AddressKind>(buffers, BufferColumn.DstKind, count),
            Direction = BatchBuffers.Take<TrafficDirection>(buffers, BufferColumn.Direction, count),
            ServiceSide = BatchBuffers.Take<ServiceSide>(buffers, BufferColumn.ServiceSide, count),
        };
    }

    /// <summary>
    /// A run of the records as a batch of its own: copies, with dictionaries that hold only what the run uses (and element 0), and the origin adjusted.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the batch.</exception>
    public EnrichedBatch Slice(int first, int count)
    {
        var flows = Flows.Slice(first, count);
        // Both ends share a dictionary: the source column is cut first, the destination column goes on with what it found.
        var (placeIndex, networkIndex) = (new RunIndex(), new RunIndex());
        placeIndex.Begin(Places.Count);
        networkIndex.Begin(Networks.Count);
        return new EnrichedBatch
        {
            Flows = flows,
            SrcPlace = Cut(SrcPlace, placeIndex, first, count),
            DstPlace = Cut(DstPlace, placeIndex, first, count),
            Places = [Place.None, .. Entries(Places, placeIndex)],
            SrcNetwork = Cut(SrcNetwork, networkIndex, first, count),
            DstNetwork = Cut(DstNetwork, networkIndex, first, count),
            Networks = [Network.None, .. Entries(Networks, networkIndex)],
            SrcKind = BatchSlicing.Cut(SrcKind, first, count),
            DstKind = BatchSlicing.Cut(DstKind, first, count),
            Direction = BatchSlicing.Cut(Direction, first, count),
            ServiceSide = BatchSlicing.Cut(ServiceSide, first, count),
        };
    }

    private static int[] Cut(int[] indices, RunIndex index, int first, int count)
    {
        var part = new int[count];
        index.Map(indices.AsSpan(first, count), part);
        return part;
    }

    private static T[] Entries<T>(IReadOnlyList<T> entries, RunIndex index)
    {
        var kept = new T[index.Count];
        for (var i = 0; i < kept.Length; i++) kept[i] = entries[index.Kept[i]];
        return kept;
    }
}
