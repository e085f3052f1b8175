using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>As <see cref="LiveComparison"/>, of a value that the bucket numbers (a place, an interface, …): tested once for each number.</summary>
internal sealed class LiveNumberedComparison(LiveValue value, ValueTest test) : LivePredicate
{
    private readonly Dictionary<int, bool> _known = [];
    private LiveBucket? _bucket;

    public override void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _known.Clear();
    }

    public override bool Matches(in LiveEntry entry, in LiveEnds ends)
    {
        var number = value.NumberIn(entry);
        if (_known.TryGetValue(number, out var passes)) return passes;
        passes = value.Kind == FilterValueKind.Text
            ? value.TextOf(_bucket!, number) is { } text && test.Matches(text)
            : LiveValue.AsnOf(_bucket!, number) is { } asn && test.Matches(asn);
        _known.Add(number, passes);
        return passes;
    }
}
