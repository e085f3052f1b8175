namespace FlowOptics.Flows;

/// <summary>Where bytes lie in a payload.</summary>
internal readonly record struct WirePlace(int Start, int Length)
{
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> payload) => payload.Slice(Start, Length);
}
