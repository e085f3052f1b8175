using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Adds up matching keys to links and nodes.</summary>
internal sealed class LiveGraph(LiveWindow window)
{
    private readonly Dictionary<(Address Src, Address Dst, int Label), LinkSum> _links = [];
    private readonly Dictionary<Address, NodeSum> _nodes = [];
    private Traffic _accepted;
    private Traffic _rejected;
    private Traffic _other;

    public void Add(in LiveKey key, int label, in LiveSum sum)
    {
        var traffic = new Traffic(sum.Flows, sum.Packets, sum.Bytes);
        ref var link = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, (key.Src, key.Dst, label), out var exists);
        if (!exists) link = new LinkSum { First = long.MaxValue, Last = long.MinValue };
        link.Add(key, sum, traffic);
        switch (key.Action)
        {
            case FlowAction.Accept:
                _accepted += traffic;
                break;
            case FlowAction.Reject:
                _rejected += traffic;
                break;
            default:
                _other += traffic;
                break;
        }

        var (account, region) = window.Scopes[key.Scope];
        var networkInterface = key.Interface == 0 ? null : window.Interfaces[key.Interface];
        ref var source = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, key.Src, out _);
        source.Sent += traffic;
        source.Note(sum.SrcKind, sum.SrcPlace, sum.SrcNetwork, key.OwnEnd == OwnEnd.Source, account, region, networkInterface);
        ref var target = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, key.Dst, out _);
        target.Received += traffic;
        target.Note(sum.DstKind, sum.DstPlace, sum.DstNetwork, key.OwnEnd == OwnEnd.Destination, account, region, networkInterface);
    }

    public GraphAnswer ToAnswer(DateTimeOffset from, GraphQuery query)
    {
        var shown = _links.Select(link => link.Value.ToRow(link.Key))
            .OrderByDescending(link => link.Accepted.Bytes + link.Rejected.Bytes + link.Other.Bytes)
            .ThenBy(link => link.Source).ThenBy(link => link.Target).ThenBy(link => link.Label)
            .Take(query.Limit).ToList();
        var nodes = shown.SelectMany(link => new[] { link.Source, link.Target }).Distinct().Order().Select(Node).ToList();
        return new GraphAnswer(from, query.To, nodes, shown.ConvertAll(link => link.ToLink()), _links.Count, _accepted, _rejected, _other);
    }

    private GraphNode Node(Address address)
    {
        var node = _nodes[address];
        var place = window.Places[node.Place];
        var network = window.Networks[node.Network];
        var isPublic = node.Kind == AddressKind.Public;
        return new GraphNode(
            address.ToString(),
            node.Kind,
            NullIfEmpty(place.Country),
            NullIfEmpty(place.City),
            network.Asn == 0 ? null : network.Asn,
            NullIfEmpty(network.Organization),
            NullIfEmpty(network.AwsService),
            NullIfEmpty(network.AwsRegion),
            node.Interface,
            node.OwnAccount ?? (isPublic ? null : node.Account),
            node.OwnRegion ?? (isPublic ? null : node.Region),
            node.Sent,
            node.Received);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private struct LinkSum
    {
        public Traffic Accepted;
        public Traffic Rejected;
        public Traffic Other;
        public long First;
        public long Last;
        public ProtocolSet Protocols;

        public void Add(in LiveKey key, in LiveSum sum, Traffic traffic)
        {
            if (key.Action == FlowAction.Accept) Accepted += traffic;
            else if (key.Action == FlowAction.Reject) Rejected += traffic;
            else Other += traffic;
            First = Math.Min(First, sum.First);
            Last = Math.Max(Last, sum.Last);
            Protocols.Add(key.Protocol);
        }

        public readonly LinkRow ToRow((Address Src, Address Dst, int Label) key) => new()
        {
            Source = key.Src,
            Target = key.Dst,
            Label = key.Label,
            Accepted = Accepted,
            Rejected = Rejected,
            Other = Other,
            First = First,
            Last = Last,
            Protocols = Protocols.ToList(),
        };
    }

    /// <summary>Of text facts the least in ordinal order, as the lake takes it: any one would do, but it must be the same.</summary>
    private struct NodeSum
    {
        public Traffic Sent;
        public Traffic Received;
        public AddressKind Kind;
        public int Place;
        public int Network;
        public string? Interface;
        public string? OwnAccount;
        public string? OwnRegion;
        public string? Account;
        public string? Region;

        public void Note(AddressKind kind, int place, int network, bool own, string account, string region, string? networkInterface)
        {
            Kind = kind;
            Place = place;
            Network = network;
            Account = Least(Account, account);
            Region = Least(Region, region);
            if (!own) return;
            OwnAccount = Least(OwnAccount, account);
            OwnRegion = Least(OwnRegion, region);
            Interface = Least(Interface, networkInterface);
        }

        private static string? Least(string? left, string? right) =>
            left is null ? right : right is null || string.CompareOrdinal(left, right) <= 0 ? left : right;
    }
}
