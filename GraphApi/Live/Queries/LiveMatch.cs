using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>A question as a test of an entry; the twin of the lake's SQL (FlowSql).</summary>
internal sealed class LiveMatch
{
    private readonly GraphQuery _query;
    private readonly HashSet<Address> _group;
    private readonly Dictionary<int, bool> _scopes = [];
    private readonly long _firstMinute;
    private readonly long _endMinute;
    private LiveBucket? _bucket;

    public LiveMatch(GraphQuery query)
    {
        _query = query;
        _group = [.. query.Addresses];
        _firstMinute = (long)Math.Floor((query.From - DateTimeOffset.UnixEpoch).TotalMinutes);
        _endMinute = (long)Math.Ceiling((query.To - DateTimeOffset.UnixEpoch).TotalMinutes);
    }

    /// <summary>The entries that follow are this bucket's.</summary>
    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _scopes.Clear();
    }

    /// <summary>The label under which the question counts the entry, or null where it does not.</summary>
    public int? LabelOf(in LiveEntry entry, in LiveEnds ends)
    {
        if (entry.Minute < _firstMinute || entry.Minute >= _endMinute || !IsInScope(entry.Scope) || !IsOfMode(entry, ends)) return null;
        return _query.Label == PortLabel.Service ? entry.ServiceLabel : entry.SourceLabel;
    }

    private bool IsInScope(int scope)
    {
        if (_query.Account is null && _query.Region is null) return true;
        if (_scopes.TryGetValue(scope, out var known)) return known;
        var (account, region) = _bucket!.Scopes[scope];
        return _scopes[scope] = (_query.Account is null || account == _query.Account) && (_query.Region is null || region == _query.Region);
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
