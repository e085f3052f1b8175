using System.ComponentModel;
using FlowOptics.Lake;
using Microsoft.AspNetCore.Mvc;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/geo</c>; see <see cref="GraphParameters"/>.</summary>
internal sealed record GeoParameters
{
    [FromQuery(Name = "source"), Description("history (default) or live")]
    public string? Source { get; init; }

    [FromQuery(Name = "account"), Description("an AWS account id; all accounts without it")]
    public string? Account { get; init; }

    [FromQuery(Name = "region"), Description("an AWS region's code; all regions without it")]
    public string? Region { get; init; }

    [FromQuery(Name = "from"), Description("ISO 8601, UTC; default as for graph")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("ISO 8601, UTC; default: now")]
    public string? To { get; init; }

    [FromQuery(Name = "days"), Description("instead of from and to: since 00:00 UTC, that many days ago")]
    public string? Days { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public (GeoQuery Query, QuerySource Source) Read(DateTimeOffset now)
    {
        var source = QueryParameters.Choice("source", Source, QuerySource.History);
        var (from, to) = QueryRange.Of(source, QueryParameters.Range(From, To, Days, now), now);
        return (new GeoQuery { Account = QueryParameters.Scope("account", Account), Region = QueryParameters.Scope("region", Region), From = from, To = to }, source);
    }
}
