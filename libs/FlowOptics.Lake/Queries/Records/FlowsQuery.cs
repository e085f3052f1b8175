namespace FlowOptics.Lake;

/// <summary>A question for single records, the latest start first.</summary>
public sealed record FlowsQuery : FlowScope
{
    public required int Limit { get; init; }

    /// <summary>Where the last answer ended: <see cref="FlowsAnswer.Next"/>.</summary>
    public string? Cursor { get; init; }
}
