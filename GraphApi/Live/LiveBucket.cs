using System.Runtime.CompilerServices;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>All that arrived within a few seconds. <see cref="Sums"/> is guarded by <see cref="Lock"/>.</summary>
internal sealed class LiveBucket(long slot)
{
    // What a Dictionary keeps for each place in it: hash code and next, and an index.
    private const int EntryOverhead = 12;

    public Lock Lock { get; } = new();

    /// <summary>Which: arrival time divided by the buckets' length.</summary>
    public long Slot { get; } = slot;

    public Dictionary<LiveKey, LiveSum> Sums { get; } = [];

    public Traffic Total { get; set; }

    public long AllocatedBytes => (long)Sums.Capacity * (Unsafe.SizeOf<LiveKey>() + Unsafe.SizeOf<LiveSum>() + EntryOverhead);
}
