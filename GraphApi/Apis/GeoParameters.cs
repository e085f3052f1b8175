using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/geo</c>.</summary>
internal sealed record GeoParameters : RecordParameters
{
    [Parameter("by", "city: a row for each city, as far as it is known. country: a row for each country, without city and degrees.", Example = "country", Choices = typeof(GeoDetail), Default = "city")]
    public string? By { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public GeoQuery Read(QueryScope scope) => new()
    {
        Account = scope.Account,
        Region = scope.Region,
        From = scope.From,
        To = scope.To,
        Filter = scope.Filter,
        ByCountry = QueryParameters.Choice("by", By, GeoDetail.City) == GeoDetail.Country,
    };
}
