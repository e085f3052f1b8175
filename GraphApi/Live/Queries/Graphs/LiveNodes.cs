using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>The graph's shown nodes: their sums from whole links, their facts from entries.</summary>
internal sealed class LiveNodes : ILiveVisitor, ILinkTarget
{
    private readonly GraphQuery _query;
    private readonly LiveLimits _limits;
    private readonly LiveMatch _match;
    private readonly LiveGroups _groups;
    private readonly Dictionary<NodeKey, NodeFacts> _nodes;
    private readonly LiveTexts _texts = new();
    private readonly LiveShares _shares = new();
    private readonly HashSet<(NodeFacts Node, Address Address)> _addresses = [];

    public LiveNodes(GraphQuery query, LiveMatch match, LiveGroups groups, IEnumerable<NodeKey> shown, LiveLimits limits)
    {
        (_query, _match, _groups, _limits) = (query, match, groups, limits);
        _nodes = shown.Distinct().ToDictionary(node => node, _ => new NodeFacts());
    }

    public int Count => _nodes.Count;

    /// <summary>The addresses that are nodes themselves.</summary>
    public IReadOnlySet<Address> Addresses => _nodes.Keys.Where(node => !node.IsGroup).Select(node => node.First).ToHashSet();

    public bool IsChoosy => true;

    public bool Wants(in LinkKey key, NodeKey source, NodeKey target) => !key.IsBefore && (_nodes.ContainsKey(source) || _nodes.ContainsKey(target));

    public void Take(in LinkKey key, NodeKey source, NodeKey target, in LinkSum sum)
    {
        if (_nodes.TryGetValue(source, out var sender)) sender.Add(sum, isSent: true);
        if (_nodes.TryGetValue(target, out var receiver)) receiver.Add(sum, isSent: false);
    }

    /// <summary>Reads the facts, and counts the addresses of groups, by shares of all addresses.</summary>
    public void ReadFacts(LiveScan scan, IReadOnlyDictionary<Address, LiveOwner> owners, IReadOnlyDictionary<string, InterfaceFacts> interfaces, CancellationToken cancellationToken)
    {
        while (_shares.Next())
        {
            _addresses.Clear();
            scan.Run(this, cancellationToken);
            foreach (var (node, address) in _addresses)
            {
                var owner = owners.GetValueOrDefault(address);
                node.Add(address, owner, owner.InterfaceId is { } id ? interfaces.GetValueOrDefault(id) : null);
            }
        }
    }

    public void Enter(LiveBucket bucket)
    {
        _groups.Enter(bucket);
        _texts.Enter(bucket);
    }

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        var (src, dst) = _groups.NumbersOf(entry);
        if (_match.IsNow(entry))
        {
            Note(_groups.NodeOf(ends.Src, src, isBefore: false), ends.Src, entry, entry.SrcPlace, entry.SrcNetwork, isNow: true);
            Note(_groups.NodeOf(ends.Dst, dst, isBefore: false), ends.Dst, entry, entry.DstPlace, entry.DstNetwork, isNow: true);
        }

        if (!_match.IsBefore(entry)) return;
        Note(_groups.NodeOf(ends.Src, src, isBefore: true), ends.Src, entry, entry.SrcPlace, entry.SrcNetwork, isNow: false);
        Note(_groups.NodeOf(ends.Dst, dst, isBefore: true), ends.Dst, entry, entry.DstPlace, entry.DstNetwork, isNow: false);
    }

    public List<GraphNode> ToNodes()
    {
        var nodes = _nodes.ToList();
        nodes.Sort((left, right) => _groups.Compare(left.Key, right.Key));
        return nodes.ConvertAll(node => node.Value.ToNode(_groups.TextOf(node.Key), node.Key.IsGroup ? _query.Group : GraphGroup.Ip));
    }

    private void Note(NodeKey key, Address address, in LiveEntry entry, int place, int network, bool isNow)
    {
        if (!_nodes.TryGetValue(key, out var node)) return;
        node.Note(_texts.PlaceOf(place), _texts.NetworkOf(network));
        if (isNow && !key.IsGroup) node.Note(_texts.ScopeOf(entry.Scope));
        if (!_shares.IsAll && !_shares.Contains(HashOf(address))) return;
        _addresses.Add((node, address));
        if (_addresses.Count <= _limits.Addresses || !_shares.Halve()) return;
        _addresses.RemoveWhere(one => !_shares.Contains(HashOf(one.Address)));
    }

    private static uint HashOf(Address address) => LiveHash.Of(address.Low, address.High, 0);
}
