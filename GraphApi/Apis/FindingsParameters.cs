using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/findings</c>: those of all questions but the filter, since findings are made of all records.</summary>
internal sealed record FindingsParameters
{
    private const int MaxLimit = 200;

    [Parameter("account", "An AWS account id; all accounts without it.", Example = "123456789012")]
    public string? Account { get; init; }

    [Parameter("region", "An AWS region's code; all regions without it, and what is found of an account as a whole.", Example = "eu-west-1")]
    public string? Region { get; init; }

    [Parameter("from", "A time, ISO 8601, UTC. Selects findings that have records in the range. Without from and days: the last 24 hours (history) or the whole live window.", Example = "2026-11-21T14:00:00Z")]
    public string? From { get; init; }

    [Parameter("to", "A time, ISO 8601, UTC; now without it.", Example = "2026-11-22T14:00:00Z", With = "from=2026-11-21T14:00:00Z")]
    public string? To { get; init; }

    [Parameter("days", "Instead of from and to: since 00:00 UTC, that many days ago.", Example = "1", Minimum = 0, Maximum = QueryParameters.MaxDays)]
    public string? Days { get; init; }

    [Parameter("source", "history: what was found in each day of the lake. live: in the live window, now.", Example = "history", Choices = typeof(QuerySource), Default = "history")]
    public string? Source { get; init; }

    [Parameter("kind", "Only findings of this kind; all without it.", Example = "hostSweep", Choices = typeof(FindingKind))]
    public string? Kind { get; init; }

    [Parameter("limit", "The most findings; each stands for its group.", Example = "20", Default = "20", Minimum = 1, Maximum = MaxLimit)]
    public string? Limit { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public (FindingsQuery Query, QuerySource Source) Read(ScopeReader scopes)
    {
        var scope = scopes.Read(new Scope { Account = Account, Region = Region, From = From, To = To, Days = Days, Source = Source });
        var query = new FindingsQuery
        {
            Account = scope.Account,
            Region = scope.Region,
            From = scope.From,
            To = scope.To,
            Kind = string.IsNullOrEmpty(Kind) ? null : QueryParameters.Choice("kind", Kind, default(FindingKind)),
            Limit = QueryParameters.Number("limit", Limit, 20, 1, MaxLimit),
        };
        return (query, scope.Source);
    }

    private sealed record Scope : ScopeParameters;
}
