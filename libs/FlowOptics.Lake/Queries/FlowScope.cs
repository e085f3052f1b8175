using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Which records a question is about. Times bound a record's start: from ≤ start &lt; to (UTC).</summary>
public abstract record FlowScope
{
    /// <summary>Null: all accounts.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// The accounts that who asks may see; null: all. <see cref="Filter"/> has them too, so that records of others are left out by every store; this is for what a store says beside the
    /// records, as whose an address is.
    /// </summary>
    public IReadOnlyCollection<string>? Accounts { get; init; }

    public string? Region { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Null: no condition.</summary>
    public FlowFilter? Filter { get; init; }

    /// <summary>Where single records are read.</summary>
    internal LakeTable Table { get; init; } = LakeTable.Flows;
}
