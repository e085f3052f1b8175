using System.Diagnostics;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>A graph from the window: its links by the order of the question, then, for those that are shown, all that is to be said of their ends.</summary>
internal sealed class LiveGraph
{
    private readonly LiveReading _reading;
    private readonly GraphQuery _query;
    private readonly CancellationToken _cancellation;
    private readonly LiveMatch _match;
    private readonly LiveScan _scan;
    private readonly LiveGroups _groups;
    private readonly LiveLimits _limits;
    private readonly IReadOnlyDictionary<string, InterfaceFacts> _interfaces;

    private LiveGraph(LiveReading reading, GraphQuery query, IReadOnlyDictionary<string, InterfaceFacts> interfaces, LiveLimits limits, CancellationToken cancellationToken)
    {
        (_reading, _query, _interfaces, _limits, _cancellation) = (reading, query, interfaces, limits, cancellationToken);
        _match = new LiveMatch(query);
        _scan = new LiveScan(reading, _match);
        _groups = new LiveGroups(query, GroupOwners(query.From, query.To), query.Before is { } before ? GroupOwners(before.From, before.To) : new Dictionary<Address, string>());
    }

    /// <exception cref="UnsupportedQueryException">The window does not have what the question needs.</exception>
    public static GraphAnswer Answer(LiveReading reading, GraphQuery query, IReadOnlyDictionary<string, InterfaceFacts> interfaces, LiveLimits limits, CancellationToken cancellationToken)
    {
        Require(reading, query);
        return new LiveGraph(reading, query, interfaces, limits, cancellationToken).Answer();
    }

    private static void Require(LiveReading reading, GraphQuery query)
    {
        if (!LiveGroups.Kinds.Contains(query.Group))
            throw new UnsupportedQueryException($"the live window does not keep tags: group by eni, instance or vpc, or {LiveFlowStore.AskHistory}");
        if (query.Before is not { } before) return;
        // Whatever began after the window's start has arrived after it.
        if (before.From >= reading.Start && query.From >= reading.Start) return;
        throw new UnsupportedQueryException(
            $"the live window begins at {reading.Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, and only ranges since then can be compared in it: give from and to, and an earlier window within it, or {LiveFlowStore.AskHistory}");
    }

    private GraphAnswer Answer()
    {
        var started = Stopwatch.GetTimestamp();
        var sums = new LiveGraphSums(_query, _groups, _limits);
        sums.Run(() => new LiveLinks(_query, _match, _groups, sums, _limits).Run(_scan, _cancellation));
        var rows = _scan.Rows;
        var shown = sums.Shown.ToList();
        var gone = sums.Gone.ToList();
        var rest = shown.Aggregate(sums.Total, (total, link) => total - link.Sum.Now.Traffic);
        var comparison = _query.Before is null ? null : new GraphComparison(_query);
        return new GraphAnswer(
            _reading.Start, _reading.EndOf(_query.To), Nodes(shown.Concat(gone)), [.. shown.Select(link => ToLink(link.Key, link.Sum, comparison))], sums.Shown.Count, sums.Total.Accepted, sums.Total.Rejected, sums.Total.Other)
        {
            Rest = rest,
            Deduplicated = _query.Deduplicate ? sums.Deduplicated : null,
            Gone = comparison is null ? null : [.. gone.Select(link => GraphComparison.Gone(ToLink(link.Key, link.Sum.Before)))],
            TotalGone = comparison is null ? null : sums.Gone.Count,
            Plan = LiveFlowStore.PlanOf(rows, started),
        };
    }

    private List<GraphNode> Nodes(IEnumerable<(GraphLinkKey Key, ComparedSum Sum)> links)
    {
        var nodes = new LiveNodes(_query, _match, _groups, links.SelectMany(link => new[] { link.Key.Source, link.Key.Target }), _limits);
        if (nodes.Count == 0) return [];
        new LiveLinks(_query, _match, _groups, nodes, _limits).Run(_scan, _cancellation);
        var owners = LiveOwners.Find(_reading, _query, (_query.From, _query.To), _groups.IsGrouped ? null : nodes.Addresses, _cancellation);
        nodes.ReadFacts(_scan, owners, _interfaces, _cancellation);
        return nodes.ToNodes();
    }

    private Dictionary<Address, string> GroupOwners(DateTimeOffset from, DateTimeOffset to)
    {
        var names = new Dictionary<Address, string>();
        if (_query.Group is not (GraphGroup.Eni or GraphGroup.Instance or GraphGroup.Vpc)) return names;
        foreach (var (address, owner) in LiveOwners.Find(_reading, _query, (from, to), null, _cancellation))
        {
            if (!string.IsNullOrEmpty(owner.InterfaceId) && NameOf(owner.InterfaceId) is { } name) names.Add(address, name);
        }

        return names;
    }

    private string? NameOf(string interfaceId) => _query.Group switch
    {
        GraphGroup.Eni => interfaceId,
        GraphGroup.Instance => _interfaces.GetValueOrDefault(interfaceId)?.InstanceId,
        _ => _interfaces.GetValueOrDefault(interfaceId)?.VpcId,
    };

    private GraphLink ToLink(in GraphLinkKey key, in ComparedSum sum, GraphComparison? comparison)
    {
        var link = ToLink(key, sum.Now);
        if (comparison is null) return link;
        var before = sum.Before.Traffic;
        return link with { Change = comparison.ChangeOf(sum.Now.Traffic.Total, sum.Before.IsNone ? null : before.Total), Before = before };
    }

    private GraphLink ToLink(in GraphLinkKey key, in LinkSum sum)
    {
        var protocols = sum.Protocols.ToList();
        return new GraphLink(
            _groups.TextOf(key.Source),
            _groups.TextOf(key.Target),
            LinkLabel.TextOf(key.Label),
            LinkLabel.ServiceOf(key.Label, protocols),
            protocols,
            sum.Traffic.Accepted,
            sum.Traffic.Rejected,
            sum.Traffic.Other,
            DateTimeOffset.FromUnixTimeSeconds(sum.First),
            DateTimeOffset.FromUnixTimeSeconds(sum.Last));
    }
}
