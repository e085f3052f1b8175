namespace FlowOptics.GraphApi.Apis;

/// <summary>What one question may cost. The keys are <c>FlowOptics:Query:…</c>.</summary>
internal sealed record QueryOptions
{
    /// <summary>A query that runs longer is ended.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many run at the same time, of each source.</summary>
    public int Concurrent { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>How many more may wait for their turn.</summary>
    public int Waiting { get; init; } = 32;

    /// <summary>The longest range of time.</summary>
    public int MaxDays { get; init; } = QueryParameters.MaxDays;

    /// <summary>For answers over finished ranges, kept to be given again; 0: none is kept.</summary>
    public long CacheBytes { get; init; } = 32L * 1024 * 1024;
}
