using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>A link as a store finds it, before addresses and labels become text.</summary>
public sealed record LinkRow
{
    public required Address Source { get; init; }

    public required Address Target { get; init; }

    public required int Label { get; init; }

    public required Traffic Accepted { get; init; }

    public required Traffic Rejected { get; init; }

    public required Traffic Other { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long First { get; init; }

    public required long Last { get; init; }

    public required IReadOnlyList<int> Protocols { get; init; }

    public GraphLink ToLink() => new(
        Source.ToString(),
        Target.ToString(),
        LinkLabel.TextOf(Label),
        LinkLabel.ServiceOf(Label, Protocols),
        Protocols,
        Accepted,
        Rejected,
        Other,
        DateTimeOffset.FromUnixTimeSeconds(First),
        DateTimeOffset.FromUnixTimeSeconds(Last));
}
