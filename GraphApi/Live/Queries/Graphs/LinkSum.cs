using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>A link's sums in one range.</summary>
internal struct LinkSum()
{
    public TrafficByAction Traffic;

    /// <summary>Unix seconds.</summary>
    public long First = long.MaxValue;

    public long Last = long.MinValue;

    public ProtocolSet Protocols;

    /// <summary>What de-duplication left out, and of how many links between addresses.</summary>
    public Traffic LeftOut;

    public long LeftOutLinks;

    public readonly bool IsNone => First == long.MaxValue;

    public void Add(in LinkSum other)
    {
        Traffic += other.Traffic;
        First = Math.Min(First, other.First);
        Last = Math.Max(Last, other.Last);
        Protocols.Add(other.Protocols);
        LeftOut += other.LeftOut;
        LeftOutLinks += other.LeftOutLinks;
    }

    public static TrafficByAction By(FlowAction action, Traffic traffic) => action switch
    {
        FlowAction.Accept => new TrafficByAction(traffic, default, default),
        FlowAction.Reject => new TrafficByAction(default, traffic, default),
        _ => new TrafficByAction(default, default, traffic),
    };
}
