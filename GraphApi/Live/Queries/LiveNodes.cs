using System.Runtime.InteropServices;
using System.Text;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Adds up matching entries to the facts of the addresses that are shown.</summary>
internal sealed class LiveNodes : ILiveVisitor
{
    private readonly Dictionary<Address, NodeSum> _nodes = [];
    private readonly Dictionary<int, string> _interfaces = [];
    private LiveBucket? _bucket;

    public LiveNodes(IEnumerable<Address> shown)
    {
        foreach (var address in shown) _nodes.TryAdd(address, default);
    }

    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _interfaces.Clear();
    }

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        var traffic = new Traffic(entry.Flows, entry.Packets, entry.Bytes);
        ref var source = ref CollectionsMarshal.GetValueRefOrNullRef(_nodes, ends.Src);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref source))
        {
            source.Sent += traffic;
            Note(ref source, entry, entry.SrcPlace, entry.SrcNetwork, entry.OwnEnd == OwnEnd.Source);
        }

        ref var target = ref CollectionsMarshal.GetValueRefOrNullRef(_nodes, ends.Dst);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref target)) return;
        target.Received += traffic;
        Note(ref target, entry, entry.DstPlace, entry.DstNetwork, entry.OwnEnd == OwnEnd.Destination);
    }

    public List<GraphNode> ToNodes() => [.. _nodes.OrderBy(node => node.Key).Select(node => ToNode(node.Key, node.Value))];

    private static GraphNode ToNode(Address address, NodeSum node)
    {
        var place = node.Bucket?.PlaceOf(node.Place) ?? Place.None;
        var network = node.Bucket?.NetworkOf(node.Network) ?? Network.None;
        var kind = AddressKinds.KindOf(address);
        var isPublic = kind == AddressKind.Public;
        return new GraphNode(
            address.ToString(),
            kind,
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

    // Of text facts the least in ordinal order, as the lake takes it: any one would do, but it must be the same.
    private void Note(ref NodeSum node, in LiveEntry entry, int place, int network, bool own)
    {
        (node.Bucket, node.Place, node.Network) = (_bucket, place, network);
        var (account, region) = _bucket!.Scopes[entry.Scope];
        node.Account = Least(node.Account, account);
        node.Region = Least(node.Region, region);
        if (!own) return;
        node.OwnAccount = Least(node.OwnAccount, account);
        node.OwnRegion = Least(node.OwnRegion, region);
        node.Interface = Least(node.Interface, InterfaceOf(entry.Interface));
    }

    private string? InterfaceOf(int number)
    {
        if (number == 0) return null;
        ref var text = ref CollectionsMarshal.GetValueRefOrAddDefault(_interfaces, number, out _);
        return text ??= Encoding.UTF8.GetString(_bucket!.Interfaces[number]);
    }

    private static string? Least(string? left, string? right) =>
        left is null ? right : right is null || string.CompareOrdinal(left, right) <= 0 ? left : right;

    private struct NodeSum
    {
        public Traffic Sent;
        public Traffic Received;

        /// <summary>Whose numbers the next two are.</summary>
        public LiveBucket? Bucket;
        public int Place;
        public int Network;
        public string? Interface;
        public string? OwnAccount;
        public string? OwnRegion;
        public string? Account;
        public string? Region;
    }
}
