using FlowOptics.Flows;

namespace FlowOptics.Enricher.Events;

/// <summary>One record as it is shown, copied out of its batch, whose arrays are used again for the next one.</summary>
/// <param name="Place">Of the public end, as the map places it; the same for the network.</param>
internal sealed record SampledEvent(
    string? Version,
    string Account,
    string Region,
    string? Interface,
    Address SrcAddr,
    Address DstAddr,
    ushort SrcPort,
    ushort DstPort,
    byte Protocol,
    long Packets,
    long Bytes,
    long Start,
    long End,
    FlowAction Action,
    TrafficDirection Direction,
    Place Place,
    Network Network)
{
    public static SampledEvent Of(EnrichedBatch batch, int record)
    {
        var flows = batch.Flows;
        var outbound = batch.Direction[record] == TrafficDirection.Outbound;
        return new SampledEvent(
            flows.Text("version")?[record],
            flows.AccountOf(record),
            flows.RegionOf(record),
            flows.Text("interface-id")?[record],
            flows.SrcAddr[record],
            flows.DstAddr[record],
            flows.SrcPort[record],
            flows.DstPort[record],
            flows.Protocol[record],
            flows.Packets[record],
            flows.Bytes[record],
            flows.Start[record],
            flows.End[record],
            flows.Action[record],
            batch.Direction[record],
            batch.Places[outbound ? batch.DstPlace[record] : batch.SrcPlace[record]],
            batch.Networks[outbound ? batch.DstNetwork[record] : batch.SrcNetwork[record]]);
    }
}
