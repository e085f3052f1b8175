namespace FlowOptics.Lake;

/// <summary>What became of links since an earlier window.</summary>
public sealed class GraphComparison(GraphQuery query)
{
    private readonly Int128 _length = (query.To - query.From).Ticks;
    private readonly Int128 _lengthBefore = query.Before is { } before ? (before.To - before.From).Ticks : 0;

    /// <summary>
    /// New: no record in the earlier window. Changed: the measure (the question's order) per time is at least twice or at most half of what it was; from nothing to something and back is so too.
    /// Else, also with nothing in both, the same.
    /// </summary>
    /// <param name="before">Null where the earlier window has no record of the link.</param>
    public LinkChange ChangeOf(Traffic now, Traffic? before)
    {
        if (before is null) return LinkChange.New;
        var (measure, measureBefore) = (MeasureOf(now) * _lengthBefore, MeasureOf(before.Value) * _length);
        if (measure == 0 && measureBefore == 0) return LinkChange.Same;
        return measure >= 2 * measureBefore || measureBefore >= 2 * measure ? LinkChange.Changed : LinkChange.Same;
    }

    /// <summary>A link of the earlier window that is in this one no more: without traffic now, its times and protocols are those of the earlier window.</summary>
    public static GraphLink Gone(GraphLink before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with
        {
            Accepted = default,
            Rejected = default,
            Other = default,
            Change = LinkChange.Gone,
            Before = new TrafficByAction(before.Accepted, before.Rejected, before.Other),
        };
    }

    internal static GraphLink Gone(LinkSums before, IReadOnlyList<string> names) => Gone(before.ToLink(names));

    internal GraphLink Compare(LinkSums now, LinkSums? before, IReadOnlyList<string> names) =>
        now.ToLink(names) with { Change = ChangeOf(now.Traffic.Total, before?.Traffic.Total), Before = before?.Traffic ?? default };

    private Int128 MeasureOf(Traffic traffic) => query.Order switch
    {
        TrafficMeasure.Packets => traffic.Packets,
        TrafficMeasure.Flows => traffic.Flows,
        _ => traffic.Bytes,
    };
}
