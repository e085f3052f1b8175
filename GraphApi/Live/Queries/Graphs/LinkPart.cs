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

internal readonly record struct PartKind(byte Protocol, FlowAction Action, PartOwner Owner);

/// <summary>What de-duplication asks of a record.</summary>
internal enum PartOwner : byte
{
    /// <summary>Counts in any case.</summary>
    Any,

    /// <summary>The receiving interface logged it: it counts, and the sender's records do not.</summary>
    Receiver,

    /// <summary>The sending interface logged it, and did not reject it.</summary>
    Sender,
}
