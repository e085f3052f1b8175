using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/geo</c>.</summary>
internal sealed record GeoParameters : RecordParameters
{
    private const int MostPlaces = 100_000;

    [Parameter("by", "city: a row for each city, as far as it is known. country: a row for each country, without city and degrees.", Example = "country", Choices = typeof(GeoDetail), Default = "city")]
    public string? By { get; init; }

    [Parameter("limit", "The most rows, by flows; totals count all, rest what the limit left out.", Example = "100", Default = "100000", Minimum = 1, Maximum = MostPlaces)]
    public string? Limit { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public int ReadLimit() => QueryParameters.Number("limit", Limit, MostPlaces, 1, MostPlaces);

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public GeoQuery Read(QueryScope scope) => new()
    {
        Account = scope.Account,
        Accounts = scope.Accounts,
        Region = scope.Region,
        From = scope.From,
        To = scope.To,
        Filter = scope.Filter,
        ByCountry = QueryParameters.Choice("by", By, GeoDetail.City) == GeoDetail.Country,
    };
}
