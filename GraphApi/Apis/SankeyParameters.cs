using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/sankey</c>.</summary>
internal sealed record SankeyParameters : RecordParameters
{
    // (n + 1)^4 combinations can be in an answer's making.
    private const int MaxTop = 50;
    private const int MaxTopOfFour = 20;
    private const string Usual = "srcaddr,service-port,dstaddr";

    [Parameter("by", "Two to four dimensions from left to right, commas between them, of: " + DimensionParameters.Names + ". addr and subnet, which count both ends, are none of them.", Example = "src-country,service-port,dstaddr", Default = Usual)]
    public string? By { get; init; }

    [Parameter("measure", "What makes a value large.", Example = "bytes", Choices = typeof(TrafficMeasure), Default = "bytes")]
    public string? Measure { get; init; }

    [Parameter("top", "The most values of a level, at most 20 with four levels; all others are one node more.", Example = "8", Default = "10", Minimum = 1, Maximum = MaxTop)]
    public string? Top { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public SankeyQuery Read(QueryScope scope)
    {
        var dimensions = DimensionParameters.Read(string.IsNullOrEmpty(By) ? Usual : By, scope.Fields, SankeyQuery.MinLevels, SankeyQuery.MaxLevels);
        return new SankeyQuery
        {
            Account = scope.Account,
            Accounts = scope.Accounts,
            Region = scope.Region,
            From = scope.From,
            To = scope.To,
            Filter = scope.Filter,
            By = dimensions,
            Measure = QueryParameters.Choice("measure", Measure, TrafficMeasure.Bytes),
            Top = QueryParameters.Number("top", Top, 10, 1, dimensions.Count == SankeyQuery.MaxLevels ? MaxTopOfFour : MaxTop),
        };
    }
}
