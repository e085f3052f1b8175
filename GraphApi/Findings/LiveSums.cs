using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Findings;

/// <summary>
/// The first way through the window: sums by host, country, network and attacked service, and a sketch of who may probe. Each table is bounded: beyond <see cref="MaxRows"/> what is
/// new is left out, which only a flood of made-up addresses reaches.
/// </summary>
internal sealed class LiveSums(FindingOptions options) : ILiveVisitor
{
    private const int MaxRows = 100_000;
    private const int SketchSize = 1 << 16;

    private readonly LiveScopes _scopes = new();
    private readonly LiveEndNames _names = new();
    private readonly HashSet<int> _bruteForceServices = [.. options.BruteForceServices];
    private readonly Dictionary<(int Scope, Address Host), long> _volumes = [];
    private readonly Dictionary<(int Scope, string Country), Contact> _countries = [];
    private readonly Dictionary<(int Scope, uint Asn), Contact> _networks = [];
    private readonly Dictionary<(int Scope, Address Source, Address Target, int Label, bool Accepted), (long Flows, long Packets)> _attempts = [];
    private readonly HashSet<(int Scope, Address Source, Address Target, int Label)> _answers = [];
    private readonly Dictionary<string, Internet> _internet = new(StringComparer.Ordinal);

    // One counter for all sources of a hash: never too low, so nobody who probes enough is missed.
    private readonly int[] _suspects = new int[SketchSize];

    /// <summary>Entries that it went through.</summary>
    public long Entries { get; private set; }

    public void Enter(LiveBucket bucket)
    {
        _scopes.Enter(bucket);
        _names.Enter(bucket);
    }

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        Entries++;
        var direction = AddressKinds.DirectionOf(AddressKinds.KindOf(ends.Src), AddressKinds.KindOf(ends.Dst));
        var scope = _scopes.NumberOf(entry.Scope);
        var isRejected = entry.Action == FlowAction.Reject;
        if (IsProbe(entry, direction, label, options)) _suspects[SketchOf(ends.Src)]++;
        if (!isRejected) AddContacts(entry, scope, direction);
        if (!isRejected && direction == TrafficDirection.Outbound) AddVolume(entry, ends, scope);
        if (isRejected && direction == TrafficDirection.Inbound) AddInternet(entry, ends, scope, label);
        if (entry.Protocol == IpProtocol.Tcp && _bruteForceServices.Contains(label)) AddAttempt(entry, ends, scope, direction, label);
    }

    /// <summary>Whether the source may have enough probes.</summary>
    public bool IsSuspect(Address source) => _suspects[SketchOf(source)] >= Math.Min(options.ScanPorts, options.SweepHosts);

    /// <summary>Whether an entry may be a probe's: the row's part of what <see cref="ScanFacts"/> says of a link.</summary>
    public static bool IsProbe(in LiveEntry entry, TrafficDirection direction, int label, FindingOptions options) =>
        IsProbeLabel(direction, label) && (entry.Action == FlowAction.Reject || entry.Packets <= options.ProbePackets * (long)entry.Flows);

    public static bool IsProbeLabel(TrafficDirection direction, int label) =>
        direction is TrafficDirection.Outbound or TrafficDirection.Internal && label is >= 0 or -3 or -60;

    public IEnumerable<FindingDraft> ToDrafts(FindingMemory memory, HashSet<(string Account, string Region, Address Source)> scanners)
    {
        foreach (var ((scope, host), bytes) in _volumes)
        {
            var (account, region) = _scopes[scope];
            if (VolumeRule.Judge(account, region, host, bytes, memory.VolumesOf(account, region, host), options) is { } draft) yield return draft;
        }

        foreach (var facts in Contacts().Where(facts => memory.IsFirst(facts.Account, facts.Asn is { } asn ? $"AS{asn}" : facts.Name))) yield return FirstContactRule.Judge(facts);
        foreach (var facts in Attempts().Where(facts => facts.Accepted || !scanners.Contains((facts.Account, facts.Region, facts.Source)))) yield return BruteForceRule.Judge(facts, options);
        foreach (var (account, internet) in _internet)
        {
            if (InternetScanRule.Judge(account, internet.Flows, internet.Sources.Count, internet.Hosts.Count, internet.Ports.Count, options) is { } draft) yield return draft;
        }
    }

    private static int SketchOf(Address source) => (int)(LiveHash.Of(source.Low, source.High, 0) & (SketchSize - 1));

    private static ref TValue Row<TKey, TValue>(Dictionary<TKey, TValue> rows, TKey key)
        where TKey : notnull
    {
        if (rows.Count >= MaxRows) return ref CollectionsMarshal.GetValueRefOrNullRef(rows, key);
        return ref CollectionsMarshal.GetValueRefOrAddDefault(rows, key, out _)!;
    }

    private void AddVolume(in LiveEntry entry, in LiveEnds ends, int scope)
    {
        ref var bytes = ref Row(_volumes, (scope, ends.Src));
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref bytes)) bytes += entry.Bytes;
    }

    private void AddContacts(in LiveEntry entry, int scope, TrafficDirection direction)
    {
        var (src, dst) = (_names.CountryOf(entry.SrcPlace), _names.CountryOf(entry.DstPlace));
        if (src.Length > 0) AddContact(_countries, (scope, src), "", entry, direction);
        if (dst.Length > 0 && dst != src) AddContact(_countries, (scope, dst), "", entry, direction);
        var (srcNetwork, dstNetwork) = (_names.NetworkOf(entry.SrcNetwork), _names.NetworkOf(entry.DstNetwork));
        if (srcNetwork.Asn != 0) AddContact(_networks, (scope, srcNetwork.Asn), srcNetwork.Organization, entry, direction);
        if (dstNetwork.Asn != 0 && dstNetwork.Asn != srcNetwork.Asn) AddContact(_networks, (scope, dstNetwork.Asn), dstNetwork.Organization, entry, direction);
    }

    private static void AddContact<TKey>(Dictionary<TKey, Contact> rows, TKey key, string name, in LiveEntry entry, TrafficDirection direction)
        where TKey : notnull
    {
        ref var contact = ref Row(rows, key);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref contact)) return;
        if (contact.Name is null || string.CompareOrdinal(contact.Name, name) < 0) contact.Name = name;
        contact.Flows += entry.Flows;
        if (direction == TrafficDirection.Outbound) contact.Outbound += entry.Flows;
    }

    private void AddInternet(in LiveEntry entry, in LiveEnds ends, int scope, int label)
    {
        var account = _scopes[scope].Account;
        if (!_internet.TryGetValue(account, out var internet)) _internet.Add(account, internet = new Internet());
        internet.Flows += entry.Flows;
        if (internet.Sources.Count < MaxRows) internet.Sources.Add(ends.Src);
        if (internet.Hosts.Count < MaxRows) internet.Hosts.Add(ends.Dst);
        if (label >= 0) internet.Ports.Add(label);
    }

    // Of accepted ones the window cannot count connections, only records; so only those from the internet count, which seldom stay long.
    private void AddAttempt(in LiveEntry entry, in LiveEnds ends, int scope, TrafficDirection direction, int label)
    {
        if (entry.Action == FlowAction.Accept && direction == TrafficDirection.Outbound && _answers.Count < MaxRows) _answers.Add((scope, ends.Dst, ends.Src, label));
        var isAccepted = entry.Action == FlowAction.Accept && direction == TrafficDirection.Inbound && entry.DstPort == label;
        var isRejected = entry.Action == FlowAction.Reject && direction is TrafficDirection.Outbound or TrafficDirection.Internal;
        if (!isAccepted && !isRejected) return;
        ref var attempts = ref Row(_attempts, (scope, ends.Src, ends.Dst, label, isAccepted));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref attempts)) return;
        attempts.Flows += entry.Flows;
        attempts.Packets += entry.Packets;
    }

    private IEnumerable<FirstContactFacts> Contacts() =>
        _countries.GroupBy(row => (_scopes[row.Key.Scope].Account, row.Key.Country), row => row.Value)
            .Select(rows => new FirstContactFacts(rows.Key.Account, null, rows.Key.Country, rows.Sum(row => row.Flows), rows.Sum(row => row.Outbound)))
            .Concat(_networks.GroupBy(row => (_scopes[row.Key.Scope].Account, row.Key.Asn), row => row.Value)
                .Select(rows => new FirstContactFacts(rows.Key.Account, rows.Key.Asn, rows.Select(row => row.Name).Max(StringComparer.Ordinal) ?? "", rows.Sum(row => row.Flows), rows.Sum(row => row.Outbound))));

    private IEnumerable<BruteForceFacts> Attempts() => _attempts
        .Where(row => row.Value.Flows >= options.BruteForceAttempts)
        .Where(row => !row.Key.Accepted || (row.Value.Packets <= options.BruteForcePackets * row.Value.Flows && _answers.Contains((row.Key.Scope, row.Key.Source, row.Key.Target, row.Key.Label))))
        .GroupBy(row => (row.Key.Scope, row.Key.Source, row.Key.Label, row.Key.Accepted), row => row.Value.Flows)
        .Select(pairs => new BruteForceFacts(
            _scopes[pairs.Key.Scope].Account, _scopes[pairs.Key.Scope].Region, pairs.Key.Source, pairs.Key.Label, pairs.Count(), pairs.Sum(), pairs.Key.Accepted));

    private struct Contact
    {
        public string? Name;
        public long Flows;
        public long Outbound;
    }

    private sealed class Internet
    {
        public long Flows { get; set; }

        public HashSet<Address> Sources { get; } = [];

        public HashSet<Address> Hosts { get; } = [];

        public HashSet<int> Ports { get; } = [];
    }
}
