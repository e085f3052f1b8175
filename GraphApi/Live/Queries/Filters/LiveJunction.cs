namespace FlowOptics.GraphApi.Live;

/// <summary>All of some tests hold, or one of them.</summary>
internal sealed class LiveJunction(LivePredicate[] terms, bool all) : LivePredicate
{
    public override void Enter(LiveBucket bucket)
    {
        foreach (var term in terms) term.Enter(bucket);
    }

    public override bool Matches(in LiveEntry entry, in LiveEnds ends)
    {
        foreach (var term in terms)
        {
            if (term.Matches(entry, ends) != all) return !all;
        }

        return all;
    }
}
