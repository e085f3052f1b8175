namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters that every question has, as text. An endpoint's own parameters derive from it; <see cref="ScopeReader"/> reads it.</summary>
internal abstract record ScopeParameters
{
    [Parameter("account", "An AWS account id; all accounts without it.", Example = "123456789012")]
    public string? Account { get; init; }

    [Parameter("region", "An AWS region's code; all regions without it.", Example = "eu-west-1")]
    public string? Region { get; init; }

    [Parameter("from", "A time, ISO 8601, UTC. Selects by the records' start: from ≤ start < to; of findings those with records in the range. Without from and days: the last 24 hours (history) or the whole live window.", Example = "2026-11-21T14:00:00Z")]
    public string? From { get; init; }

    [Parameter("to", "A time, ISO 8601, UTC; now without it.", Example = "2026-11-22T14:00:00Z", With = "from=2026-11-21T14:00:00Z")]
    public string? To { get; init; }

    [Parameter("days", "Instead of from and to: since 00:00 UTC, that many days ago.", Example = "1", Minimum = 0, Maximum = QueryParameters.MaxDays)]
    public string? Days { get; init; }

    [Parameter("source", "history: the lake, all imported records. live: the live window, the last minutes by arrival.", Example = "history", Choices = typeof(QuerySource), Default = "history")]
    public string? Source { get; init; }
}
