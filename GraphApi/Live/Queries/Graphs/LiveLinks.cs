using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Adds up matching entries to links between addresses, de-duplicated where the question wants it, in bounded memory whatever the window holds: those of one
/// share of all links at a time.
/// </summary>
internal sealed class LiveLinks(GraphQuery query, LiveMatch match, LiveGroups groups, ILinkTarget target, LiveLimits limits) : ILiveVisitor
{
    private readonly Dictionary<LinkKey, Head> _links = [];
    private readonly LiveShares _shares = new();
    private List<LinkPart> _parts = [];

    /// <summary>Goes through the window, share by share; each link that the target wants is handed over once, whole.</summary>
    public void Run(LiveScan scan, CancellationToken cancellationToken)
    {
        while (_shares.Next())
        {
            _links.Clear();
            _parts.Clear();
            scan.Run(this, cancellationToken);
            foreach (var (key, head) in _links)
            {
                target.Take(key, groups.NodeOf(key.Src, head.SrcGroup, key.IsBefore), groups.NodeOf(key.Dst, head.DstGroup, key.IsBefore), Sum(head.Part));
            }
        }
    }

    public void Enter(LiveBucket bucket) => groups.Enter(bucket);

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        if (match.IsNow(entry)) Add(new LinkKey(ends.Src, ends.Dst, label, IsBefore: false), entry);
        if (match.IsBefore(entry)) Add(new LinkKey(ends.Src, ends.Dst, label, IsBefore: true), entry);
    }

    private void Add(in LinkKey key, in LiveEntry entry)
    {
        if (!_shares.IsAll && !_shares.Contains(key.Hash)) return;
        var (srcGroup, dstGroup) = groups.NumbersOf(entry);
        if (target.IsChoosy && !target.Wants(key, groups.NodeOf(key.Src, srcGroup, key.IsBefore), groups.NodeOf(key.Dst, dstGroup, key.IsBefore))) return;
        ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, key, out var exists);
        if (!exists) head = new Head(-1, srcGroup, dstGroup);
        Add(ref head, entry);
        if ((_links.Count > limits.Links || _parts.Count > limits.Parts) && _shares.Halve()) KeepShare();
    }

    private void Add(ref Head head, in LiveEntry entry)
    {
        var kind = new PartKind(entry.Protocol, entry.Action, OwnerOf(entry));
        var parts = CollectionsMarshal.AsSpan(_parts);
        for (var i = head.Part; i >= 0; i = parts[i].Next)
        {
            if (parts[i].Kind != kind) continue;
            parts[i].Add(entry);
            return;
        }

        _parts.Add(new LinkPart { Kind = kind, Next = head.Part, First = entry.First, Last = entry.Last, Traffic = entry.Traffic });
        head = head with { Part = _parts.Count - 1 };
    }

    private PartOwner OwnerOf(in LiveEntry entry) => !query.Deduplicate
        ? PartOwner.Any
        : entry.OwnEnd switch
        {
            OwnEnd.Destination => PartOwner.Receiver,
            OwnEnd.Source when entry.Action != FlowAction.Reject => PartOwner.Sender,
            _ => PartOwner.Any,
        };

    /// <summary>GraphQuery.Deduplicate's rule, for each protocol by itself. Times are those of all records, also of what is left out.</summary>
    private LinkSum Sum(int first)
    {
        var parts = CollectionsMarshal.AsSpan(_parts);
        ProtocolSet received = default;
        for (var i = first; i >= 0; i = parts[i].Next)
        {
            if (parts[i].Kind.Owner == PartOwner.Receiver) received.Add(parts[i].Kind.Protocol);
        }

        var sum = new LinkSum();
        for (var i = first; i >= 0; i = parts[i].Next)
        {
            ref var part = ref parts[i];
            var (protocol, action, owner) = part.Kind;
            if (owner == PartOwner.Sender && received.Contains(protocol)) sum.LeftOut += part.Traffic;
            else sum.Traffic += LinkSum.By(action, part.Traffic);
            sum.First = Math.Min(sum.First, part.First);
            sum.Last = Math.Max(sum.Last, part.Last);
            sum.Protocols.Add(protocol);
        }

        sum.LeftOutLinks = sum.LeftOut.Flows > 0 ? 1 : 0;
        return sum;
    }

    private void KeepShare()
    {
        var kept = new List<LinkPart>(_parts.Count / 2);
        foreach (var (key, head) in _links)
        {
            if (!_shares.Contains(key.Hash))
            {
                _links.Remove(key);
                continue;
            }

            var next = -1;
            for (var i = head.Part; i >= 0; i = _parts[i].Next)
            {
                kept.Add(_parts[i] with { Next = next });
                next = kept.Count - 1;
            }

            CollectionsMarshal.GetValueRefOrNullRef(_links, key) = head with { Part = next };
        }

        _parts = kept;
    }

    /// <param name="Part">The link's first part.</param>
    private readonly record struct Head(int Part, int SrcGroup, int DstGroup);
}
