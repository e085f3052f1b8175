using System.Globalization;
using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Which node of the graph an address is, by the question's group. An address that is in no group stays itself.</summary>
/// <param name="owners">By own address, the group's text, where the group is one of owners (interface, instance, VPC, tag).</param>
/// <param name="ownersBefore">Likewise, of the range to compare with.</param>
internal sealed class LiveGroups(GraphQuery query, IReadOnlyDictionary<Address, string> owners, IReadOnlyDictionary<Address, string> ownersBefore)
{
    private readonly Numbering<string> _texts = new("");
    private readonly Prefix? _expanded = query is { Group: GraphGroup.Subnet, Expand: { } expanded } && Prefix.TryParse(expanded, out var prefix) ? prefix : null;

    // Of the bucket that is gone through: place or network to text.
    private readonly Dictionary<int, int> _numbers = [];
    // IPv4 is counted as the IPv6 that an address is kept as: 10.0.0.0/8 is narrower than ::/0.
    private readonly Prefix[] _subnets = [.. query.Subnets.OrderByDescending(subnet => subnet.First.IsIPv4 ? subnet.Length + 96 : subnet.Length)];
    private LiveBucket? _bucket;

    /// <summary>What the window's nodes can be.</summary>
    public static IReadOnlyList<GraphGroup> Kinds { get; } = [.. Enum.GetValues<GraphGroup>().Where(group => group != GraphGroup.Tag)];

    public bool IsGrouped => query.Group != GraphGroup.Ip;

    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _numbers.Clear();
    }

    /// <summary>What the entry says of its ends' groups, where these follow from place or network; else 0.</summary>
    public (int Src, int Dst) NumbersOf(in LiveEntry entry) => query.Group switch
    {
        GraphGroup.Country => (NumberOf(entry.SrcPlace), NumberOf(entry.DstPlace)),
        GraphGroup.Asn or GraphGroup.Service => (NumberOf(entry.SrcNetwork), NumberOf(entry.DstNetwork)),
        _ => (0, 0),
    };

    /// <param name="number">As <see cref="NumbersOf"/> gave it.</param>
    public NodeKey NodeOf(Address address, int number, bool isBefore)
    {
        var node = query.Group switch
        {
            GraphGroup.Ip => NodeKey.Of(address),
            GraphGroup.Subnet => NodeKey.Of(SubnetOf(address)),
            GraphGroup.Country or GraphGroup.Asn or GraphGroup.Service => OfNumber(address, number),
            _ => OfNumber(address, (isBefore ? ownersBefore : owners).TryGetValue(address, out var owner) ? _texts.Of(owner) : 0),
        };
        return node.IsGroup && IsExpanded(node) ? NodeKey.Of(address) : node;
    }

    public string TextOf(NodeKey node) => node.Group switch
    {
        GraphGroup.Ip => node.First.ToString(),
        GraphGroup.Subnet => Prefix.Of(node.First, node.Number).ToString(),
        _ => _texts[node.Number],
    };

    /// <summary>The order of nodes in answers: named groups by name, prefixes by length and then address, addresses.</summary>
    public int Compare(NodeKey left, NodeKey right)
    {
        if (left.IsGroup != right.IsGroup) return left.IsGroup ? -1 : 1;
        if (!left.IsGroup) return left.First.CompareTo(right.First);
        if (left.Group != GraphGroup.Subnet) return string.CompareOrdinal(_texts[left.Number], _texts[right.Number]);
        var order = left.Number.CompareTo(right.Number);
        return order == 0 ? left.First.CompareTo(right.First) : order;
    }

    private bool IsExpanded(NodeKey node) => query.Group == GraphGroup.Subnet
        ? _expanded is { } prefix && node == NodeKey.Of(prefix)
        : query.Expand is not null && _texts[node.Number] == query.Expand;

    private NodeKey OfNumber(Address address, int number) => number == 0 ? NodeKey.Of(address) : new NodeKey(query.Group, default, number);

    private Prefix SubnetOf(Address address)
    {
        foreach (var subnet in _subnets)
        {
            if (subnet.Contains(address)) return subnet;
        }

        return Prefix.Of(address, address.IsIPv4 ? 24 : 64);
    }

    private int NumberOf(int number)
    {
        if (number == 0) return 0;
        ref var text = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, number, out var known);
        if (known) return text;
        var value = query.Group switch
        {
            GraphGroup.Country => _bucket!.PlaceOf(number).Country,
            GraphGroup.Service => _bucket!.NetworkOf(number).AwsService,
            _ => _bucket!.NetworkOf(number).Asn is var asn and not 0 ? "AS" + asn.ToString(CultureInfo.InvariantCulture) : "",
        };
        return text = value.Length == 0 ? 0 : _texts.Of(value);
    }
}
