using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A <see cref="GeoAnswer"/>, and what was asked.</summary>
/// <param name="Deduplicated">Always false: records count as they were logged.</param>
internal sealed record GeoResponse(
    QuerySource Source,
    GeoDetail By,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<GeoPlace> Places,
    Traffic Accepted,
    Traffic Rejected,
    Traffic Other,
    Traffic Unplaced,
    bool Deduplicated,
    QueryPlan? Plan)
{
    public static GeoResponse Of(GeoAnswer answer, GeoQuery query, QuerySource source) => new(
        source, query.ByCountry ? GeoDetail.Country : GeoDetail.City, answer.From, answer.To, answer.Places, answer.Accepted, answer.Rejected, answer.Other, answer.Unplaced, false, answer.Plan);
}
