namespace FlowOptics.GraphApi.Live;

/// <summary>How much a question holds at once; what is more is gone through in shares.</summary>
internal sealed record LiveLimits
{
    /// <summary>Links between addresses: some 80 bytes each.</summary>
    public int Links { get; init; } = 400_000;

    /// <summary>Their parts: 56 bytes each.</summary>
    public int Parts { get; init; } = 800_000;

    /// <summary>Links between groups, or of two ranges: some 500 bytes each.</summary>
    public int GraphLinks { get; init; } = 150_000;

    /// <summary>Addresses of shown groups: some 40 bytes each.</summary>
    public int Addresses { get; init; } = 1_000_000;

    /// <summary>Groups of sums: some 150 bytes each.</summary>
    public int Groups { get; init; } = 300_000;
}
