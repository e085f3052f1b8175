using System.Collections.Concurrent;
using FlowOptics.Flows;

namespace FlowOptics.Geo;

/// <summary>Adds place, network, kind of address, direction and service side to a batch. Deterministic for one table. Thread-safe.</summary>
/// <remarks>
/// The ends are srcaddr and dstaddr, as the interface saw them: pkt-srcaddr and pkt-dstaddr differ from them only behind a NAT or a pod network of the
/// account's own, where they are private.
/// </remarks>
public sealed class FlowEnricher(GeoSource geo)
{
    // A batch needs some megabytes of tables: as many sets are kept as batches are ever enriched at once.
    private readonly ConcurrentBag<BatchEnds> _spare = [];

    /// <param name="buffers">Where the result's arrays are: it is valid until they are used for the next batch. Null: arrays of its own.</param>
    public EnrichedBatch Enrich(FlowBatch batch, BatchBuffers? buffers = null)
    {
        var count = batch.Count;
        // Once: the source may exchange it meanwhile, and its numbers are its own.
        var table = geo.Current;
        var ends = _spare.TryTake(out var spare) ? spare : new BatchEnds();
        Span<AddressKind> sourceKinds = stackalloc AddressKind[count];
        Span<AddressKind> destinationKinds = stackalloc AddressKind[count];
        AddressKinds.KindsOf(batch.SrcAddr.AsSpan(0, count), sourceKinds);
        AddressKinds.KindsOf(batch.DstAddr.AsSpan(0, count), destinationKinds);
        ends.Find(table, batch, sourceKinds, destinationKinds);

        var result = EnrichedBatch.ToFill(batch, ends.Places(table), ends.Networks(table), buffers);
        ends.WriteSources(sourceKinds, result.SrcPlace, result.SrcNetwork);
        ends.WriteDestinations(destinationKinds, result.DstPlace, result.DstNetwork);
        _spare.Add(ends);

        sourceKinds.CopyTo(result.SrcKind);
        destinationKinds.CopyTo(result.DstKind);
        AddressKinds.DirectionsOf(sourceKinds, destinationKinds, result.Direction.AsSpan(0, count));
        ServicePort.SidesOf(batch, result.ServiceSide);
        return result;
    }
}
