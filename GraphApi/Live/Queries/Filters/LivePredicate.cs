namespace FlowOptics.GraphApi.Live;

/// <summary>A part of a filter, as a test of entries.</summary>
internal abstract class LivePredicate
{
    /// <summary>The entries that follow are this bucket's.</summary>
    public virtual void Enter(LiveBucket bucket)
    {
    }

    public abstract bool Matches(in LiveEntry entry, in LiveEnds ends);
}
