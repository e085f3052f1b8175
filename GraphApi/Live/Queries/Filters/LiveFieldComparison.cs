using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>Two fields, each at one side, compare so. Such filters are rare: each entry's values are made anew.</summary>
internal sealed class LiveFieldComparison(LiveValue left, FilterOperator comparison, LiveValue right) : LivePredicate
{
    private LiveBucket? _bucket;

    public override void Enter(LiveBucket bucket) => _bucket = bucket;

    public override bool Matches(in LiveEntry entry, in LiveEnds ends)
    {
        switch (left.Kind)
        {
            case FilterValueKind.Address:
                var (source, target) = (left.AddressOf(ends), right.AddressOf(ends));
                return !source.IsNone && !target.IsNone && Holds(source.CompareTo(target));
            case FilterValueKind.Text:
                return Text(left, entry) is { } one && Text(right, entry) is { } other && Holds(string.CompareOrdinal(FilterText.Fold(one), FilterText.Fold(other)));
            default:
                return Number(left, entry, ends) is { } number && Number(right, entry, ends) is { } with && Holds(number.CompareTo(with));
        }
    }

    private string? Text(LiveValue value, in LiveEntry entry) => value.TextOf(_bucket!, value.NumberIn(entry));

    private long? Number(LiveValue value, in LiveEntry entry, in LiveEnds ends) =>
        value.IsNumbered ? LiveValue.AsnOf(_bucket!, value.NumberIn(entry)) : value.NumberOf(entry, ends);

    private bool Holds(int order) => comparison switch
    {
        FilterOperator.Equal => order == 0,
        FilterOperator.Less => order < 0,
        FilterOperator.LessOrEqual => order <= 0,
        FilterOperator.Greater => order > 0,
        _ => order >= 0,
    };
}
