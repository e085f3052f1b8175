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
    public static GraphResponse Of(GraphAnswer answer, GraphQuery query, QuerySource source) => new(
        source, query.Mode, query.Label, answer.From, answer.To, answer.Nodes, answer.Links, answer.TotalLinks, answer.Accepted, answer.Rejected, answer.Other);
}

/// <summary>A <see cref="GeoAnswer"/>, and what was asked.</summary>
internal sealed record GeoResponse(
    QuerySource Source, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<GeoPlace> Places, Traffic Accepted, Traffic Rejected, Traffic Other, Traffic Unplaced)
{
    public static GeoResponse Of(GeoAnswer answer, QuerySource source) =>
        new(source, answer.From, answer.To, answer.Places, answer.Accepted, answer.Rejected, answer.Other, answer.Unplaced);
}
