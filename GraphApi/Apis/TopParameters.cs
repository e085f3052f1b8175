using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/top</c>.</summary>
internal sealed record TopParameters : RecordParameters
{
    [Parameter("by", "One dimension, or two with a comma between, of: " + DimensionParameters.Names + ".", Example = "srcaddr,service-port", Default = "srcaddr")]
    public string? By { get; init; }

    [Parameter("measure", "What makes a group large, and what p95 and max are of.", Example = "bytes", Choices = typeof(TrafficMeasure), Default = "bytes")]
    public string? Measure { get; init; }

    [Parameter("bucket", "The width in seconds of the buckets that p95 and max look at, a divisor of a day or whole days; auto: minutes up to two hours, hours up to three days, else days.", Example = "3600", Default = "auto")]
    public string? Bucket { get; init; }

    [Parameter("limit", "The most groups; all others are one more.", Example = "20", Default = "20", Minimum = 1, Maximum = 1000)]
    public string? Limit { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public AggregateQuery Read(QueryScope scope) => new()
    {
        Account = scope.Account,
        Accounts = scope.Accounts,
        Region = scope.Region,
        From = scope.From,
        To = scope.To,
        Filter = scope.Filter,
        By = DimensionParameters.Read(string.IsNullOrEmpty(By) ? Dimensions.SrcAddr : By, scope.Fields, 1, 2),
        BucketSeconds = DimensionParameters.Bucket(Bucket, scope is { Source: QuerySource.Live, HasRange: false } ? TimeBuckets.MinWidth : TimeBuckets.WidthForStatistics(scope.From, scope.To)),
        Measure = QueryParameters.Choice("measure", Measure, TrafficMeasure.Bytes),
        Limit = QueryParameters.Number("limit", Limit, 20, 1, 1000),
        WithStatistics = true,
    };
}
