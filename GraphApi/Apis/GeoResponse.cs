using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A <see cref="GeoAnswer"/>, and what was asked.</summary>
/// <param name="TotalPlaces">How many rows there are without a limit.</param>
/// <param name="Rest">What the limit left out; null where it left out nothing.</param>
/// <param name="Deduplicated">Always false: records count as they were logged.</param>
internal sealed record GeoResponse(
    QuerySource Source,
    GeoDetail By,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<GeoPlace> Places,
    long TotalPlaces,
    Traffic? Rest,
    Traffic Accepted,
    Traffic Rejected,
    Traffic Other,
    Traffic Unplaced,
    bool Deduplicated,
    QueryPlan? Plan)
{
    public static GeoResponse Of(GeoAnswer answer, GeoQuery query, QuerySource source, int limit)
    {
        var rest = answer.Places.Skip(limit).Aggregate(default(Traffic), (sum, place) => sum + new Traffic(place.Flows, place.Packets, place.Bytes));
        return new GeoResponse(
            source,
            query.ByCountry ? GeoDetail.Country : GeoDetail.City,
            answer.From,
            answer.To,
            [.. answer.Places.Take(limit)],
            answer.Places.Count,
            answer.Places.Count > limit ? rest : null,
            answer.Accepted,
            answer.Rejected,
            answer.Other,
            answer.Unplaced,
            false,
            answer.Plan);
    }
}
