using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>A field's value at one side passes a test.</summary>
internal sealed class LiveComparison(LiveValue value, ValueTest test) : LivePredicate
{
    public override bool Matches(in LiveEntry entry, in LiveEnds ends) => value.Kind == FilterValueKind.Address
        ? test.Matches(value.AddressOf(ends))
        : value.NumberOf(entry, ends) is { } number && test.Matches(number);
}
