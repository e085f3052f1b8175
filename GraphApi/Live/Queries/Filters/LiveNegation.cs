namespace FlowOptics.GraphApi.Live;

internal sealed class LiveNegation(LivePredicate term) : LivePredicate
{
    public override void Enter(LiveBucket bucket) => term.Enter(bucket);

    public override bool Matches(in LiveEntry entry, in LiveEnds ends) => !term.Matches(entry, ends);
}
