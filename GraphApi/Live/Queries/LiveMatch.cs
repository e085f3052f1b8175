using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>A question as a test of an entry; the twin of the lake's SQL (GraphSql).</summary>
/// <exception cref="UnsupportedQueryException">From the constructor: the filter asks for what the window does not keep.</exception>
internal sealed class LiveMatch
{
    private readonly GraphQuery _query;
    private readonly LivePredicate? _filter;
    private readonly HashSet<Address> _group;
    private readonly Dictionary<int, bool> _scopes = [];
    private readonly (long First, long End) _minutes;
    private readonly (long First, long End) _minutesBefore;
    private LiveBucket? _bucket;

    public LiveMatch(GraphQuery query)
    {
        _query = query;
        _filter = query.Filter is { } filter ? LiveFilter.Compile(filter.Root) : null;
        _group = [.. query.Addresses];
        _minutes = Minutes(query.From, query.To);
        _minutesBefore = query.Before is { } before ? Minutes(before.From, before.To) : default;
    }

    /// <summary>All records of a scope.</summary>
    public static LiveMatch Of(FlowScope scope) => new(new GraphQuery
    {
        Mode = GraphMode.All,
        Account = scope.Account,
        Accounts = scope.Accounts,
        Region = scope.Region,
        From = scope.From,
        To = scope.To,
        Filter = scope.Filter,
    });

    /// <summary>The entries that follow are this bucket's.</summary>
    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _scopes.Clear();
        _filter?.Enter(bucket);
    }

    /// <summary>Whether an entry is in the range asked for.</summary>
    public bool IsNow(in LiveEntry entry) => entry.Minute >= _minutes.First && entry.Minute < _minutes.End;

    /// <summary>Whether it is in the range to compare with.</summary>
    public bool IsBefore(in LiveEntry entry) => entry.Minute >= _minutesBefore.First && entry.Minute < _minutesBefore.End;

    public bool IsInRange(in LiveEntry entry) => IsNow(entry) || IsBefore(entry);

    /// <summary>The label under which the question counts the entry, which is in its range; null where it does not.</summary>
    public int? LabelOf(in LiveEntry entry, in LiveEnds ends)
    {
        if (!IsInScope(entry.Scope) || !IsOfMode(entry, ends) || _filter?.Matches(entry, ends) == false) return null;
        return _query.Label == PortLabel.Service ? entry.ServiceLabel : entry.SourceLabel;
    }

    private static (long First, long End) Minutes(DateTimeOffset from, DateTimeOffset to) =>
        ((long)Math.Floor((from - DateTimeOffset.UnixEpoch).TotalMinutes), (long)Math.Ceiling((to - DateTimeOffset.UnixEpoch).TotalMinutes));

    private bool IsInScope(int scope)
    {
        if (_query.Account is null && _query.Region is null && _query.Accounts is null) return true;
        if (_scopes.TryGetValue(scope, out var known)) return known;
        var (account, region) = _bucket!.Scopes[scope];
        return _scopes[scope] = (_query.Account is null || account == _query.Account) && (_query.Region is null || region == _query.Region) && _query.Accounts?.Contains(account) != false;
    }

    private bool IsOfMode(in LiveEntry entry, in LiveEnds ends) => _query.Mode switch
    {
        GraphMode.All => true,
        GraphMode.Correlate => InGroup(ends.Src) && InGroup(ends.Dst),
        GraphMode.Rejects => entry.Action == FlowAction.Reject && IsInspected(ends),
        _ => IsInspected(ends),
    };

    private bool IsInspected(in LiveEnds ends) => (InGroup(ends.Src) && IsPeer(ends.Dst)) || (InGroup(ends.Dst) && IsPeer(ends.Src));

    private bool InGroup(Address address) => _group.Count == 0 || _group.Contains(address);

    private bool IsPeer(Address address) => _query.Peers is not { } peers || peers.Contains(address);
}
