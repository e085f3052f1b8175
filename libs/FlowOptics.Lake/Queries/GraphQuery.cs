using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>A question for links between addresses. Times bound a record's start: from ≤ start &lt; to (UTC).</summary>
public sealed record GraphQuery
{
    public required GraphMode Mode { get; init; }

    /// <summary>Null: all accounts.</summary>
    public string? Account { get; init; }

    public string? Region { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>The group that the mode is about (ignored for All). Empty: every address.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>Limits the other end (Inspect, Rejects).</summary>
    public Prefix? Peers { get; init; }

    public PortLabel Label { get; init; }

    /// <summary>The most links in the answer, by bytes; the rest is counted in the totals.</summary>
    public int Limit { get; init; } = 2000;
}
