using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Adds up matching entries to links, in bounded memory whatever the window holds: those of one share of all links at a time. A share that proves too
/// large is halved on the way, and its other half left for later.
/// </summary>
internal sealed class LiveLinks : ILiveVisitor
{
    // Some 200 bytes each.
    private const int MaxLinks = 400_000;

    private readonly Dictionary<(Address Src, Address Dst, int Label), LinkSum> _links = [];
    private readonly Stack<(uint Remainder, uint Modulus)> _shares = new([(0, 1)]);
    private uint _remainder;
    private uint _modulus;

    /// <summary>Begins a share of the links; false when all are done.</summary>
    public bool Next()
    {
        _links.Clear();
        if (!_shares.TryPop(out var share)) return false;
        (_remainder, _modulus) = share;
        return true;
    }

    /// <summary>Of the share that was gone through, the links that can be among so many with the most bytes; perhaps some more.</summary>
    public IEnumerable<LinkRow> Largest(int limit)
    {
        if (limit == 0) return [];
        var least = long.MinValue;
        if (_links.Count > limit)
        {
            var bytes = new long[_links.Count];
            var next = 0;
            foreach (var link in _links.Values) bytes[next++] = link.Bytes;
            Array.Sort(bytes);
            least = bytes[^limit];
        }

        return _links.Where(link => link.Value.Bytes >= least).Select(link => link.Value.ToRow(link.Key));
    }

    public int Count => _links.Count;

    public Traffic Accepted => Sum(link => link.Accepted);

    public Traffic Rejected => Sum(link => link.Rejected);

    public Traffic Other => Sum(link => link.Other);

    public void Enter(LiveBucket bucket)
    {
        // A link is the same in every bucket.
    }

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        if (!IsInShare(ends, label)) return;
        ref var link = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, (ends.Src, ends.Dst, label), out var exists);
        if (!exists) link = new LinkSum { First = long.MaxValue, Last = long.MinValue };
        link.Add(entry);
        if (_links.Count > MaxLinks) Halve();
    }

    private bool IsInShare(in LiveEnds ends, int label)
    {
        if (_modulus == 1) return true;
        return LiveHash.Of(ends.Src.Low ^ (ends.Src.High << 1), ends.Dst.Low ^ (ends.Dst.High << 1), (uint)label) % _modulus == _remainder;
    }

    private void Halve()
    {
        // Links that cannot be told apart by 32 bits of hash stay together.
        if (_modulus > uint.MaxValue / 2) return;
        _shares.Push((_remainder + _modulus, _modulus * 2));
        _modulus *= 2;
        foreach (var key in _links.Keys)
        {
            if (!IsInShare(new LiveEnds(key.Src, key.Dst), key.Label)) _links.Remove(key);
        }
    }

    private Traffic Sum(Func<LinkSum, Traffic> part) => _links.Values.Aggregate(default(Traffic), (sum, link) => sum + part(link));

    private struct LinkSum
    {
        public Traffic Accepted;
        public Traffic Rejected;
        public Traffic Other;
        public long First;
        public long Last;
        public ProtocolSet Protocols;

        public readonly long Bytes => Accepted.Bytes + Rejected.Bytes + Other.Bytes;

        public void Add(in LiveEntry entry)
        {
            var traffic = new Traffic(entry.Flows, entry.Packets, entry.Bytes);
            if (entry.Action == FlowAction.Accept) Accepted += traffic;
            else if (entry.Action == FlowAction.Reject) Rejected += traffic;
            else Other += traffic;
            First = Math.Min(First, entry.First);
            Last = Math.Max(Last, entry.Last);
            Protocols.Add(entry.Protocol);
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
}
