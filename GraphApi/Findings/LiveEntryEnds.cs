using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Findings;

internal static class LiveEntryEnds
{
    /// <summary>Whether the record went to its service's port, as far as the entry tells: of ports below 1024.</summary>
    public static bool IsToServer(this in LiveEntry entry) => entry.SourceLabel == FlowOptics.Flows.LinkLabel.HighPort && entry.ServiceLabel is >= 0 and < 1024;
}
