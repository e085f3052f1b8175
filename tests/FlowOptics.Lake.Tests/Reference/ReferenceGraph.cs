using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>The graph by the obvious way: LINQ over records, one idea a line, no thought of speed. Without the plan.</summary>
public static class ReferenceGraph
{
    /// <param name="all">What there is.</param>
    /// <param name="filter">The question's filter, as a function.</param>
    public static GraphAnswer Of(IReadOnlyList<FlowRecord> all, GraphQuery query, Func<FlowRecord, bool>? filter = null)
    {
        var now = new Window(all, query, filter);
        var shown = Ranked(now, query).Take(query.Limit).ToList();
        var answer = new GraphAnswer(query.From, query.To, [], [], now.Links.Count, Sum(now.Counted, FlowAction.Accept), Sum(now.Counted, FlowAction.Reject), Sum(now.Counted, FlowAction.None))
        {
            Deduplicated = query.Deduplicate ? new Deduplication(now.LeftOut.Select(AddressLink).Distinct().Count(), Sum(now.LeftOut)) : null,
        };
        answer = answer with { Rest = Sum(now, now.Records) - shown.Aggregate(default(TrafficByAction), (sum, link) => sum + Sum(now, now.Links[link])) };

        string AddressLink(FlowRecord record) => $"{record.Src} {record.Dst} {LabelOf(record, query.Label)}";

        if (query.Before is not { } window)
            return answer with { Links = [.. shown.Select(link => Link(link, now))], Nodes = Nodes(shown, query, now, null) };

        var before = new Window(all, query with { From = window.From, To = window.To }, filter);
        var gone = Ranked(before, query).Where(link => !now.Links.ContainsKey(link)).ToList();
        var shownGone = gone.Take(query.Limit).ToList();
        return answer with
        {
            Links = [.. shown.Select(link => Compared(link, query, now, before))],
            Gone = [.. shownGone.Select(link => Link(link, before) with
            {
                Accepted = default, Rejected = default, Other = default, Change = LinkChange.Gone, Before = Sum(before, before.Links[link]),
            })],
            TotalGone = gone.Count,
            Nodes = Nodes([.. shown, .. shownGone], query, now, before),
        };
    }

    private static GraphLink Compared(LinkKey link, GraphQuery query, Window now, Window before)
    {
        var result = Link(link, now);
        if (!before.Links.TryGetValue(link, out var records)) return result with { Change = LinkChange.New, Before = default(TrafficByAction) };
        decimal perTime = (query.To - query.From).Ticks;
        decimal perTimeBefore = (query.Before!.Value.To - query.Before.Value.From).Ticks;
        // Multiplied instead of divided, so that nothing is rounded.
        var (measure, measureBefore) = (Measure(Sum(now, now.Links[link]).Total, query) * perTimeBefore, Measure(Sum(before, records).Total, query) * perTime);
        var same = (measure == 0 && measureBefore == 0) || (measure < 2 * measureBefore && measureBefore < 2 * measure);
        return result with { Change = same ? LinkChange.Same : LinkChange.Changed, Before = Sum(before, records) };
    }

    private static IEnumerable<LinkKey> Ranked(Window window, GraphQuery query) => window.Links
        .OrderByDescending(link => Measure(Sum(window, link.Value).Total, query))
        .ThenBy(link => link.Key.Source, NodeText.Order).ThenBy(link => link.Key.Target, NodeText.Order).ThenBy(link => link.Key.Label)
        .Select(link => link.Key);

    private static long Measure(Traffic traffic, GraphQuery query) => query.Order switch
    {
        TrafficMeasure.Flows => traffic.Flows,
        TrafficMeasure.Packets => traffic.Packets,
        _ => traffic.Bytes,
    };

    private static GraphLink Link(LinkKey link, Window window)
    {
        var records = window.Links[link];
        var sum = Sum(window, records);
        int[] protocols = [.. records.Select(record => (int)record.Protocol).Distinct().Order()];
        var service = link.Label < 0 ? null : protocols.Select(protocol => ServicePort.NameOf((byte)protocol, (ushort)link.Label)).FirstOrDefault(name => name is not null);
        return new GraphLink(
            link.Source.Text, link.Target.Text, LinkLabel.TextOf(link.Label), service, protocols, sum.Accepted, sum.Rejected, sum.Other,
            Time(records.Min(record => record.Start)), Time(records.Max(record => record.End)));
    }

    private static List<GraphNode> Nodes(List<LinkKey> links, GraphQuery query, Window now, Window? before) =>
        [.. links.SelectMany(link => new[] { link.Source, link.Target }).Distinct().Order(NodeText.Order).Select(key => Node(key, query, now, before))];

    private static GraphNode Node(NodeText key, GraphQuery query, Window now, Window? before)
    {
        var sent = now.Records.Where(record => now.NodeOf(record.Src) == key).ToList();
        var received = now.Records.Where(record => now.NodeOf(record.Dst) == key).ToList();
        var both = sent.Concat(received).ToList();
        var addresses = AddressesOf(now, key).Concat(before is null ? [] : AddressesOf(before, key)).Distinct().Order().ToList();
        var kind = AddressKinds.KindOf(addresses[0]);
        var owners = addresses.Select(address => now.Owners.GetValueOrDefault(address)).OfType<FlowRecord>().ToList();
        var networks = addresses.Select(FlowRecords.NetworkOf).ToList();
        var loose = !key.IsGroup && kind != AddressKind.Public && owners.Count == 0;
        return new GraphNode(
            key.Text,
            kind,
            Agreed(addresses.Select(address => FlowRecords.PlaceOf(address).Country)),
            Agreed(addresses.Select(address => FlowRecords.PlaceOf(address).City)),
            Agreed(networks.Select(network => network.Asn == 0 ? null : network.Asn.ToString())) is { } asn ? uint.Parse(asn) : null,
            Agreed(networks.Select(network => network.Organization)),
            Agreed(networks.Select(network => network.AwsService)),
            Agreed(networks.Select(network => network.AwsRegion)),
            Agreed(owners.Select(record => record.InterfaceId)),
            loose ? both.Min(record => record.Account) : Agreed(owners.Select(record => record.Account)),
            loose ? both.Min(record => record.Region) : Agreed(owners.Select(record => record.Region)),
            Sum(now, sent).Total,
            Sum(now, received).Total)
        {
            Group = key.IsGroup ? query.Group : GraphGroup.Ip,
            Addresses = addresses.Count,
            VpcId = Agreed(owners.Select(record => record.VpcId)),
            SubnetId = Agreed(owners.Select(record => record.SubnetId)),
            InstanceId = Agreed(owners.Select(record => record.InstanceId)),
            Tags = !key.IsGroup && now.Tags.GetValueOrDefault(addresses[0]) is { } tag ? new Dictionary<string, string> { ["instance-tag"] = tag } : null,
            First = both.Count == 0 ? null : Time(both.Min(record => record.Start)),
            Last = both.Count == 0 ? null : Time(both.Max(record => record.End)),
        };
    }

    private static IEnumerable<Address> AddressesOf(Window window, NodeText key) =>
        window.Records.SelectMany(record => new[] { record.Src, record.Dst }).Where(address => window.NodeOf(address) == key);

    private static string? Agreed(IEnumerable<string?> values)
    {
        var known = values.Where(value => !string.IsNullOrEmpty(value)).Distinct().ToList();
        return known.Count == 1 ? known[0] : null;
    }

    private static TrafficByAction Sum(Window window, IEnumerable<FlowRecord> records)
    {
        var counted = records.Where(record => !window.LeftOut.Contains(record)).ToList();
        return new TrafficByAction(Sum(counted, FlowAction.Accept), Sum(counted, FlowAction.Reject), Sum(counted, FlowAction.None));
    }

    private static Traffic Sum(IEnumerable<FlowRecord> records, FlowAction action) => Sum(records.Where(record => record.Action == action));

    private static Traffic Sum(IEnumerable<FlowRecord> records) => records.Aggregate(default(Traffic), (sum, record) => sum + record.Traffic);

    private static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static int? LabelOf(FlowRecord record, PortLabel label) => label == PortLabel.Service
        ? LinkLabel.OfService(record.Protocol, record.SrcPort, record.DstPort, record.ServiceSide)
        : LinkLabel.OfSource(record.SrcPort);

    private sealed record LinkKey(NodeText Source, NodeText Target, int Label);

    /// <summary>A node, in the order of nodes: named groups by name, prefixes by length and then address, addresses.</summary>
    private sealed record NodeText(int Rank, string Name, int Length, Address Address, string Text)
    {
        public static readonly IComparer<NodeText> Order = Comparer<NodeText>.Create(Compare);

        public bool IsGroup => Rank < 2;

        public static NodeText Of(string name) => new(0, name, 0, default, name);

        public static NodeText Of(Prefix prefix) => new(1, "", prefix.Length, prefix.First, prefix.ToString());

        public static NodeText Of(Address address) => new(2, "", 0, address, address.ToString());

        private static int Compare(NodeText left, NodeText right)
        {
            var order = left.Rank.CompareTo(right.Rank);
            if (order == 0) order = string.CompareOrdinal(left.Name, right.Name);
            if (order == 0) order = left.Length.CompareTo(right.Length);
            return order == 0 ? left.Address.CompareTo(right.Address) : order;
        }
    }

    /// <summary>The records of one range, and what they say.</summary>
    private sealed class Window
    {
        private readonly GraphQuery _query;

        public Window(IReadOnlyList<FlowRecord> all, GraphQuery query, Func<FlowRecord, bool>? filter)
        {
            _query = query;
            // Records that are equal are several all the same: each is an object of its own here.
            var inScope = all.Select(record => record with { })
                .Where(record => Time(record.Start) >= query.From && Time(record.Start) < query.To)
                .Where(record => query.Account is null || record.Account == query.Account)
                .Where(record => query.Region is null || record.Region == query.Region)
                .ToList();
            Owners = inScope.Where(record => OwnOf(record) is not null).GroupBy(record => OwnOf(record)!.Value).ToDictionary(
                address => address.Key,
                address => address.OrderBy(record => record.InterfaceId is null).ThenByDescending(record => record.End).ThenBy(record => record.InterfaceId, StringComparer.Ordinal)
                    .ThenBy(record => record.Account, StringComparer.Ordinal).ThenBy(record => record.Region, StringComparer.Ordinal).First());
            Tags = inScope.Where(record => OwnOf(record) is not null && record.InstanceTag is not null).GroupBy(record => OwnOf(record)!.Value).ToDictionary(
                address => address.Key, address => address.OrderByDescending(record => record.End).ThenBy(record => record.InstanceTag, StringComparer.Ordinal).First().InstanceTag!);
            Records = [.. inScope.Where(record => filter?.Invoke(record) ?? true).Where(record => IsOfMode(record, query)).Where(record => LabelOf(record, query.Label) is not null)];
            LeftOut = query.Deduplicate
                ? Records.GroupBy(record => (record.Src, record.Dst, LabelOf(record, query.Label), record.Protocol)).Where(link => link.Any(record => record.DestinationIsOwn))
                    .SelectMany(link => link.Where(record => record.SourceIsOwn && record.Action != FlowAction.Reject)).ToHashSet<FlowRecord>(ReferenceEqualityComparer.Instance)
                : [];
            Links = Records.GroupBy(record => new LinkKey(NodeOf(record.Src), NodeOf(record.Dst), LabelOf(record, query.Label)!.Value)).ToDictionary(link => link.Key, link => link.ToList());
        }

        public List<FlowRecord> Records { get; }

        public HashSet<FlowRecord> LeftOut { get; }

        public IEnumerable<FlowRecord> Counted => Records.Where(record => !LeftOut.Contains(record));

        public Dictionary<LinkKey, List<FlowRecord>> Links { get; }

        public Dictionary<Address, FlowRecord> Owners { get; }

        public Dictionary<Address, string> Tags { get; }

        public NodeText NodeOf(Address address)
        {
            var network = FlowRecords.NetworkOf(address);
            var owner = Owners.GetValueOrDefault(address);
            var name = _query.Group switch
            {
                GraphGroup.Country => FlowRecords.PlaceOf(address).Country,
                GraphGroup.Asn => network.Asn == 0 ? null : $"AS{network.Asn}",
                GraphGroup.Service => network.AwsService,
                GraphGroup.Eni => owner?.InterfaceId,
                GraphGroup.Vpc => owner?.VpcId,
                GraphGroup.Instance => owner?.InstanceId,
                GraphGroup.Tag => Tags.GetValueOrDefault(address),
                _ => null,
            };
            var node = _query.Group == GraphGroup.Subnet ? NodeText.Of(SubnetOf(address)) : string.IsNullOrEmpty(name) ? NodeText.Of(address) : NodeText.Of(name);
            return node.IsGroup && node.Text == _query.Expand ? NodeText.Of(address) : node;
        }

        private static Address? OwnOf(FlowRecord record) => record.SourceIsOwn ? record.Src : record.DestinationIsOwn ? record.Dst : null;

        private Prefix SubnetOf(Address address) => _query.Subnets.Where(subnet => subnet.Contains(address))
            .OrderByDescending(subnet => subnet.Length + (subnet.First.IsIPv4 ? 96 : 0)).Concat([Prefix.Of(address, address.IsIPv4 ? 24 : 64)]).First();

        private static bool IsOfMode(FlowRecord record, GraphQuery query)
        {
            bool InGroup(Address address) => query.Addresses.Count == 0 || query.Addresses.Contains(address);
            bool IsPeer(Address address) => query.Peers is not { } peers || peers.Contains(address);
            var inspected = (InGroup(record.Src) && IsPeer(record.Dst)) || (InGroup(record.Dst) && IsPeer(record.Src));
            return query.Mode switch
            {
                GraphMode.All => true,
                GraphMode.Correlate => InGroup(record.Src) && InGroup(record.Dst),
                GraphMode.Inspect => inspected,
                _ => inspected && record.Action == FlowAction.Reject,
            };
        }
    }
}
