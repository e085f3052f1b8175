using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/findings</c>: no filter, since findings are made of all records.</summary>
internal sealed record FindingsParameters : ScopeParameters
{
    private const int MaxLimit = 200;

    [Parameter("kind", "Only findings of this kind; all without it.", Example = "hostSweep", Choices = typeof(FindingKind))]
    public string? Kind { get; init; }

    [Parameter("limit", "The most findings; each stands for its group.", Example = "20", Default = "20", Minimum = 1, Maximum = MaxLimit)]
    public string? Limit { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public FindingsQuery Read(QueryScope scope) => new()
    {
        Account = scope.Account,
        Accounts = scope.Accounts,
        Region = scope.Region,
        From = scope.From,
        To = scope.To,
        Kind = string.IsNullOrEmpty(Kind) ? null : QueryParameters.Choice("kind", Kind, default(FindingKind)),
        Limit = QueryParameters.Number("limit", Limit, 20, 1, MaxLimit),
    };
}
