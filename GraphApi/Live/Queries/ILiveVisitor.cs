namespace FlowOptics.GraphApi.Live;

/// <summary>What a question does with each entry that it matches.</summary>
internal interface ILiveVisitor
{
    /// <summary>The entries that follow are this bucket's.</summary>
    void Enter(LiveBucket bucket);

    /// <param name="label">The link's, by the question's rule.</param>
    void Visit(in LiveEntry entry, in LiveEnds ends, int label);
}
