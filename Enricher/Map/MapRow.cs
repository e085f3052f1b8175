using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>A mark on the map: the flows of one place, direction and action. The counts but the last are those since the last tick.</summary>
internal sealed class MapRow(Place place, TrafficDirection direction, FlowAction action)
{
    private readonly PortCounts _ports = new();
    private long _packets;

    public long Flows { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Since the epoch.</summary>
    public long TotalFlows { get; private set; }

    /// <returns>True where this is the first since the last <see cref="Take"/>.</returns>
    public bool Add(long packets, long bytes, int port)
    {
        Flows++;
        TotalFlows++;
        _packets += packets;
        Bytes += bytes;
        _ports.Add(port);
        return Flows == 1;
    }

    /// <summary>The row for a tick; begins anew.</summary>
    public MapTickRow Take()
    {
        var row = new MapTickRow(place, direction, action, Flows, _packets, Bytes, TotalFlows, _ports.Take());
        (Flows, _packets, Bytes) = (0, 0, 0);
        return row;
    }

    /// <summary>Only what it counts for "other"; begins anew.</summary>
    public MapCount TakeCount()
    {
        var count = new MapCount(Flows, _packets, Bytes);
        (Flows, _packets, Bytes) = (0, 0, 0);
        _ports.Clear();
        return count;
    }
}
