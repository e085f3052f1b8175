using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>What changed on the map of one account and region since its last tick, and its totals so far.</summary>
/// <param name="Sequence">1, 2, 3 …: a gap says that a tick was lost.</param>
/// <param name="Rows">The largest first.</param>
/// <param name="Other">What is in no row: of places that are not kept, and rows that are too small for the tick.</param>
internal sealed record MapTick(Area Area, long Sequence, MapSums Total, IReadOnlyList<MapTickRow> Rows, MapCount Other);

/// <param name="TotalFlows">Since the epoch; the others are since the last tick.</param>
/// <param name="Ports">The row's largest service ports; what they leave of its flows is of further ones.</param>
internal readonly record struct MapTickRow(
    Place Place, TrafficDirection Direction, FlowAction Action, long Flows, long Packets, long Bytes, long TotalFlows, IReadOnlyList<PortCount> Ports);

internal readonly record struct MapCount(long Flows, long Packets, long Bytes)
{
    public static MapCount operator +(MapCount sum, MapCount count) => new(sum.Flows + count.Flows, sum.Packets + count.Packets, sum.Bytes + count.Bytes);

    public static MapCount operator +(MapCount sum, MapTickRow row) => new(sum.Flows + row.Flows, sum.Packets + row.Packets, sum.Bytes + row.Bytes);
}
