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
    // A batch needs a few hundred kilobytes of tables: as many sets are kept as batches are ever enriched at once.
    private readonly ConcurrentBag<BatchEnds> _spare = [];

    public EnrichedBatch Enrich(FlowBatch batch)
    {
        var count = batch.Count;
        var ends = _spare.TryTake(out var spare) ? spare : new BatchEnds();
        ends.Table = geo.Current;
        var result = new EnrichedBatch
        {
            Flows = batch,
            Places = ends.Places,
            Networks = ends.Networks,
            SrcPlace = new int[count],
            DstPlace = new int[count],
            SrcNetwork = new int[count],
            DstNetwork = new int[count],
            SrcKind = new AddressKind[count],
            DstKind = new AddressKind[count],
            Direction = new TrafficDirection[count],
            ServiceSide = new ServiceSide[count],
        };

        for (var i = 0; i < count; i++)
        {
            var source = ends.Of(batch.SrcAddr[i]);
            var destination = ends.Of(batch.DstAddr[i]);
            (result.SrcPlace[i], result.SrcNetwork[i], result.SrcKind[i]) = (source.Place, source.Network, source.Kind);
            (result.DstPlace[i], result.DstNetwork[i], result.DstKind[i]) = (destination.Place, destination.Network, destination.Kind);
            result.Direction[i] = AddressKinds.DirectionOf(source.Kind, destination.Kind);
            result.ServiceSide[i] = ServicePort.SideOf(
                batch.Protocol[i], batch.SrcPort[i], batch.DstPort[i], batch.TcpFlags?[i] ?? 0, batch.FlowDirection?[i] ?? FlowDirection.None);
        }

        ends.Reset();
        _spare.Add(ends);
        return result;
    }
}
