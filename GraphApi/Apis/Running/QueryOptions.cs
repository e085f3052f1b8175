namespace FlowOptics.GraphApi.Apis;

/// <summary>What one question may cost.</summary>
internal sealed record QueryOptions
{
    /// <summary>Of questions: <c>FlowOptics:Query:…</c>.</summary>
    public TurnLimits Questions { get; init; } = new("FlowOptics:Query", TimeSpan.FromSeconds(30), Math.Max(2, Environment.ProcessorCount), 32);

    /// <summary>Of downloads: <c>FlowOptics:Download:…</c>. Each holds a thread and up to 128 MB besides the lake's memory.</summary>
    public TurnLimits Downloads { get; init; } = new("FlowOptics:Download", TimeSpan.FromMinutes(15), 2, 4);

    /// <summary>The most records of a download.</summary>
    public int DownloadRecords { get; init; } = 10_000_000;

    /// <summary>The longest range of time.</summary>
    public int MaxDays { get; init; } = QueryParameters.MaxDays;

    /// <summary>For answers over finished ranges, kept to be given again; 0: none is kept.</summary>
    public long CacheBytes { get; init; } = 32L * 1024 * 1024;
}
