using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A <see cref="GraphAnswer"/>, and what was asked.</summary>
internal sealed record GraphResponse(
    QuerySource Source,
    GraphMode Mode,
    PortLabel Label,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<GraphNode> Nodes,
    IReadOnlyList<GraphLink> Links,
    long TotalLinks,
    Traffic Accepted,
    Traffic Rejected,
    Traffic Other)
{
    public GraphGroup Group { get; init; }

    public TrafficMeasure Order { get; init; }

    /// <summary>Exactly the totals less what the shown links have.</summary>
    public TrafficByAction Rest { get; init; }

    /// <summary>What was left out because the other interface logged it too; null with dedupe=false.</summary>
    public Deduplication? Deduplicated { get; init; }

    /// <summary>The earlier window of a comparison; null without one. So are the next two.</summary>
    public GraphWindow? Compared { get; init; }

    public IReadOnlyList<GraphLink>? Gone { get; init; }

    public long? TotalGone { get; init; }

    public QueryPlan? Plan { get; init; }

    public static GraphResponse Of(GraphAnswer answer, GraphQuery query, QuerySource source) => new(
        source, query.Mode, query.Label, answer.From, answer.To, answer.Nodes, answer.Links, answer.TotalLinks, answer.Accepted, answer.Rejected, answer.Other)
    {
        Group = query.Group,
        Order = query.Order,
        Rest = answer.Rest,
        Deduplicated = answer.Deduplicated,
        Compared = query.Before is { } before ? new GraphWindow(before.From, before.To) : null,
        Gone = answer.Gone,
        TotalGone = answer.TotalGone,
        Plan = answer.Plan,
    };
}

/// <summary>A range of records' starts.</summary>
internal sealed record GraphWindow(DateTimeOffset From, DateTimeOffset To);
