using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>A question as a test of a key; the twin of the lake's SQL (FlowSql).</summary>
internal sealed class LiveMatch
{
    private readonly LiveWindow _window;
    private readonly GraphQuery _query;
    private readonly HashSet<Address> _group;
    private readonly Dictionary<int, bool> _scopes = [];
    private readonly long _firstMinute;
    private readonly long _endMinute;

    public LiveMatch(LiveWindow window, GraphQuery query)
    {
        _window = window;
        _query = query;
        _group = [.. query.Addresses];
        _firstMinute = (long)Math.Floor((query.From - DateTimeOffset.UnixEpoch).TotalMinutes);
        _endMinute = (long)Math.Ceiling((query.To - DateTimeOffset.UnixEpoch).TotalMinutes);
    }

    /// <summary>The label under which the question counts the key, or null where it does not.</summary>
    public int? LabelOf(in LiveKey key)
    {
        if (key.Minute < _firstMinute || key.Minute >= _endMinute || !IsInScope(key.Scope) || !IsOfMode(key)) return null;
        var label = _query.Label == PortLabel.Service ? key.ServiceLabel : key.SourceLabel;
        return label == LiveKey.NoLabel ? null : label;
    }

    private bool IsInScope(int scope)
    {
        if (_query.Account is null && _query.Region is null) return true;
        if (_scopes.TryGetValue(scope, out var known)) return known;
        var (account, region) = _window.Scopes[scope];
        return _scopes[scope] = (_query.Account is null || account == _query.Account) && (_query.Region is null || region == _query.Region);
    }

    private bool IsOfMode(in LiveKey key) => _query.Mode switch
    {
        GraphMode.All => true,
        GraphMode.Correlate => InGroup(key.Src) && InGroup(key.Dst),
        GraphMode.Rejects => key.Action == FlowAction.Reject && IsInspected(key),
        _ => IsInspected(key),
    };

    private bool IsInspected(in LiveKey key) => (InGroup(key.Src) && IsPeer(key.Dst)) || (InGroup(key.Dst) && IsPeer(key.Src));

    private bool InGroup(Address address) => _group.Count == 0 || _group.Contains(address);

    private bool IsPeer(Address address) => _query.Peers is not { } peers || peers.Contains(address);
}
