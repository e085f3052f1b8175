using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>Totals since the epoch, over all flows, inside ones too.</summary>
internal record struct MapSums
{
    public long Flows { get; set; }

    public long Packets { get; set; }

    public long Bytes { get; set; }

    public long Accepted { get; set; }

    public long Rejected { get; set; }

    /// <summary>Flows with a public end whose place is known: what rows and "other" add up to.</summary>
    public long Placed { get; set; }

    /// <summary>Flows with a public end whose place is not known.</summary>
    public long Unplaced { get; set; }

    /// <param name="place">The public end's; below 0 where there is none.</param>
    public void Add(long packets, long bytes, FlowAction action, int place)
    {
        Flows++;
        Packets += packets;
        Bytes += bytes;
        if (action == FlowAction.Accept) Accepted++;
        else if (action == FlowAction.Reject) Rejected++;
        if (place > 0) Placed++;
        else if (place == 0) Unplaced++;
    }
}
