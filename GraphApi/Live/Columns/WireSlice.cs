namespace FlowOptics.GraphApi.Live;

/// <summary>Where in a payload something is.</summary>
internal readonly record struct WireSlice(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> payload) => payload.Slice(Start, Length);
}
