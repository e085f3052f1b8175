using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Traffic with public addresses by place, in the same shape as a map tick's rows; the largest by flows first.</summary>
/// <param name="Accepted">As a map tick's totals: all traffic, also that which stays inside and has no place. With Rejected and Other, everything.</param>
/// <param name="Unplaced">The part of the totals that has a public end without a known place.</param>
public sealed record GeoAnswer(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<GeoPlace> Places, Traffic Accepted, Traffic Rejected, Traffic Other, Traffic Unplaced)
{
    public QueryPlan? Plan { get; init; }
}

/// <summary>One place's traffic with one region, in one direction, with one outcome.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="City">Empty where only the country is known, and where countries were asked for.</param>
/// <param name="Latitude">Degrees, or null where only the country is known, and where countries were asked for.</param>
public sealed record GeoPlace(
    string Account,
    string Region,
    string Country,
    string City,
    float? Latitude,
    float? Longitude,
    TrafficDirection Direction,
    FlowAction Action,
    long Flows,
    long Packets,
    long Bytes);
