using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Findings;

/// <summary>
/// The second way through the window: the links of suspects, and which of them were answered. Beyond <see cref="MaxLinks"/> no further links are told apart: then a scan has "at least" so
/// many hosts and ports. What its evidence counts stays exact.
/// </summary>
internal sealed class LiveProbes(LiveSums sums, FindingOptions options) : ILiveVisitor
{
    private const int MaxLinks = 200_000;

    private readonly LiveScopes _scopes = new();
    private readonly Dictionary<(int Scope, Address Source, Address Target, int Label), Link> _links = [];

    // Known before the links that they answer, perhaps.
    private readonly HashSet<(int Scope, Address Source, Address Target, int Label)> _answered = [];

    public void Enter(LiveBucket bucket) => _scopes.Enter(bucket);

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        var scope = 0;
        var direction = AddressKinds.DirectionOf(AddressKinds.KindOf(ends.Src), AddressKinds.KindOf(ends.Dst));
        if (LiveSums.IsProbeLabel(direction, label) && sums.IsSuspect(ends.Src))
        {
            scope = _scopes.NumberOf(entry.Scope);
            var key = (scope, ends.Src, ends.Dst, label);
            ref var link = ref _links.Count < MaxLinks ? ref CollectionsMarshal.GetValueRefOrAddDefault(_links, key, out _) : ref CollectionsMarshal.GetValueRefOrNullRef(_links, key);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref link))
            {
                link.Flows += entry.Flows;
                link.Packets += entry.Packets;
                link.IsRejected |= entry.Action == FlowAction.Reject;
            }
        }

        if (entry.Action == FlowAction.Reject || !sums.IsSuspect(ends.Dst) || _answered.Count >= MaxLinks) return;
        if (scope == 0) scope = _scopes.NumberOf(entry.Scope);
        _answered.Add((scope, ends.Dst, ends.Src, label));
    }

    public IEnumerable<ScanFacts> ToFacts() => _links
        .Where(link => (link.Value.IsRejected || link.Value.Packets <= options.ProbePackets * link.Value.Flows) && !_answered.Contains(link.Key))
        .GroupBy(link => (link.Key.Scope, link.Key.Source), link => (link.Key.Target, link.Key.Label))
        .Select(probes => ToFacts(probes.Key.Scope, probes.Key.Source, [.. probes]));

    private ScanFacts ToFacts(int scope, Address source, List<(Address Target, int Label)> probes)
    {
        var hosts = probes.GroupBy(probe => probe.Target, (target, ofHost) => (Target: target, Ports: ofHost.Count(probe => probe.Label >= 0))).ToList();
        var most = hosts.OrderByDescending(host => host.Ports).ThenBy(host => host.Target).First();
        var labels = probes.GroupBy(probe => probe.Label, (label, ofLabel) => new ScanLabel(label, ofLabel.Count()))
            .OrderByDescending(label => label.Hosts).ThenBy(label => label.Label).ToList();
        var (account, region) = _scopes[scope];
        return new ScanFacts(
            account, region, source, hosts.Count, labels.Count(label => label.Label >= 0), most.Ports, hosts.Count(host => host.Ports >= options.ScanPorts), most.Target, labels);
    }

    private struct Link
    {
        public long Flows;
        public long Packets;
        public bool IsRejected;
    }
}
