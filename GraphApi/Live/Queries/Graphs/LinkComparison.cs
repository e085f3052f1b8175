using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>What became of links since an earlier window: <see cref="LinkChange"/>'s rule, in whole numbers.</summary>
internal sealed class LinkComparison(GraphQuery query)
{
    private readonly Int128 _length = (query.To - query.From).Ticks;
    private readonly Int128 _lengthBefore = query.Before is { } before ? (before.To - before.From).Ticks : 0;

    /// <param name="before">Null where the earlier window has no record of the link.</param>
    public LinkChange ChangeOf(Traffic now, Traffic? before)
    {
        if (before is not { } earlier) return LinkChange.New;
        var (measure, measureBefore) = (now.Of(query.Order) * _lengthBefore, earlier.Of(query.Order) * _length);
        if (measure == 0 && measureBefore == 0) return LinkChange.Same;
        return measure >= 2 * measureBefore || measureBefore >= 2 * measure ? LinkChange.Changed : LinkChange.Same;
    }

    /// <summary>A link of the earlier window alone, as the later one has it: without traffic.</summary>
    public static GraphLink Gone(GraphLink before) => before with
    {
        Accepted = default,
        Rejected = default,
        Other = default,
        Change = LinkChange.Gone,
        Before = new TrafficByAction(before.Accepted, before.Rejected, before.Other),
    };
}
