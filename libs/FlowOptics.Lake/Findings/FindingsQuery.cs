namespace FlowOptics.Lake;

/// <summary>A question for findings that have records in the range.</summary>
public sealed record FindingsQuery
{
    public string? Account { get; init; }

    /// <summary>The accounts that who asks may see; null: all.</summary>
    public IReadOnlyCollection<string>? Accounts { get; init; }

    /// <summary>Findings of an account as a whole have no region, and are left out where one is given.</summary>
    public string? Region { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Null: all kinds.</summary>
    public FindingKind? Kind { get; init; }

    public int Limit { get; init; } = 20;
}
