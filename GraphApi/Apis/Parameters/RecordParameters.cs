namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of questions over records, which can be told apart by a condition.</summary>
internal abstract record RecordParameters : ScopeParameters
{
    [Parameter("filter", "A condition in the filter language (docs/filter.md).", Example = "srcaddr in 10.0.0.0/8 and dstport in (22, 3389) and action = reject")]
    public string? Filter { get; init; }
}
