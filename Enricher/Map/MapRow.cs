using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>A mark on the map: the flows of one place, direction and action. The counts but the last are those since the last tick.</summary>
internal sealed class MapRow(Place place, TrafficDirection direction, FlowAction action)
{
    public Place Place => place;

    public TrafficDirection Direction => direction;

    public FlowAction Action => action;

    public long Flows { get; private set; }

    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Since the epoch.</summary>
    public long TotalFlows { get; private set; }

    /// <returns>True where this is the first since the last <see cref="Take"/>.</returns>
    public bool Add(long packets, long bytes)
    {
        Flows++;
        TotalFlows++;
        Packets += packets;
        Bytes += bytes;
        return Flows == 1;
    }

    public MapTickRow Take()
    {
        var row = new MapTickRow(Place, Direction, Action, Flows, Packets, Bytes, TotalFlows);
        (Flows, Packets, Bytes) = (0, 0, 0);
        return row;
    }
}
