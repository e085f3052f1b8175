using FlowOptics.Flows;
using FlowOptics.GraphApi.Startup;
using FlowOptics.SignIn;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Reads the parameters that all questions have. Here, and only here, a question is bound to the accounts that who asks may see: as a part of its filter, which every store honours. An account that
/// they may not see is so like one that does not exist.
/// </summary>
internal sealed class ScopeReader(TimeProvider time, GraphApiOptions options, FilterReader filters)
{
    /// <exception cref="BadQueryException">A parameter is wrong, or does not go with another.</exception>
    public QueryScope Read(ScopeParameters parameters, Viewer viewer)
    {
        var now = time.GetUtcNow();
        var source = QueryParameters.Choice("source", parameters.Source, QuerySource.History);
        var asked = QueryParameters.Range(parameters.From, parameters.To, parameters.Days, now);
        if (asked is { } range && (range.To - range.From).TotalDays > options.Query.MaxDays)
        {
            throw new BadQueryException(
                $"the range from {range.From:yyyy-MM-dd} to {range.To:yyyy-MM-dd} has {(range.To - range.From).TotalDays:0} days: ask for at most {options.Query.MaxDays} at once (FlowOptics:Query:MaxDays).");
        }

        var filter = parameters is RecordParameters records ? filters.Read(records.Filter) : null;
        var (from, to) = QueryRange.Of(source, asked, now);
        return new QueryScope(
            source,
            QueryParameters.Scope("account", parameters.Account),
            viewer.Accounts,
            QueryParameters.Scope("region", parameters.Region),
            from,
            to,
            viewer.Accounts is { } accounts ? FlowFilter.Within(accounts, filter) : filter,
            now,
            filters.Fields,
            asked is not null,
            source == QuerySource.History && !string.IsNullOrEmpty(parameters.To)
            // What is filed late is in the lake's count of changes; of Athena nothing tells.
            && to + (options.Athena?.Late ?? TimeSpan.Zero) <= now);
    }
}
