using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Of a link, what agrees in protocol, action and the logging interface. A link is nearly always one or two of these; so this is far smaller than room for all that
/// there could be.
/// </summary>
internal struct LinkPart
{
    public Traffic Traffic;

    /// <summary>Unix seconds.</summary>
    public long First;

    public long Last;

    /// <summary>The link's next part; −1: none.</summary>
    public int Next;

    public PartKind Kind;

    public void Add(in LiveEntry entry)
    {
        Traffic += entry.Traffic;
        First = Math.Min(First, entry.First);
        Last = Math.Max(Last, entry.Last);
    }
}
