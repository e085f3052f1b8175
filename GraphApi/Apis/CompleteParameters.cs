namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/complete</c>.</summary>
internal sealed record CompleteParameters
{
    [Parameter("filter", "The filter as far as it is written.", Example = "srcaddr in 10.0.0.0/8 and dstp")]
    public string? Filter { get; init; }

    [Parameter("cursor", "Where the cursor is: 0 is before the first character. At the end without it.", Example = "4", With = "filter=dstp", Minimum = 0, Maximum = 1_000_000)]
    public string? Cursor { get; init; }

    [Parameter("limit", "The most suggestions.", Example = "10", Default = "20", Minimum = 1, Maximum = 100)]
    public string? Limit { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public (string Text, int Cursor, int Limit) Read()
    {
        var text = Filter ?? "";
        if (text.Length > Flows.FilterLimits.TextLength) throw new BadQueryException($"filter has {text.Length} characters: give at most {Flows.FilterLimits.TextLength}.");
        return (text, QueryParameters.Number("cursor", Cursor, text.Length, 0, 1_000_000), QueryParameters.Number("limit", Limit, Flows.FilterCompletion.DefaultLimit, 1, 100));
    }
}
