using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/timeseries</c>.</summary>
internal sealed record TimeseriesParameters : RecordParameters
{
    [Parameter("by", "What the series are stacked by, at most two with a comma between; without it one series. Of: " + DimensionParameters.Names + ".", Example = "action")]
    public string? By { get; init; }

    [Parameter("bucket", "The buckets' width in seconds, a divisor of a day or whole days; auto: the narrowest usual width that makes at most 400 buckets.", Example = "3600", Default = "auto")]
    public string? Bucket { get; init; }

    [Parameter("measure", "What makes a series large.", Example = "bytes", Choices = typeof(TrafficMeasure), Default = "bytes")]
    public string? Measure { get; init; }

    [Parameter("top", "The most series, the largest over the whole range; all others are one more.", Example = "5", Default = "10", Minimum = 1, Maximum = 100)]
    public string? Top { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public AggregateQuery Read(QueryScope scope) => new()
    {
        Account = scope.Account,
        Accounts = scope.Accounts,
        Region = scope.Region,
        From = scope.From,
        To = scope.To,
        Filter = scope.Filter,
        By = DimensionParameters.Read(By, scope.Fields, 0, 2),
        // The live window has its own, short range.
        BucketSeconds = DimensionParameters.Bucket(Bucket, scope is { Source: QuerySource.Live, HasRange: false } ? TimeBuckets.MinWidth : TimeBuckets.WidthFor(scope.From, scope.To)),
        Measure = QueryParameters.Choice("measure", Measure, TrafficMeasure.Bytes),
        Limit = QueryParameters.Number("top", Top, 10, 1, 100),
        WithPoints = true,
    };
}
