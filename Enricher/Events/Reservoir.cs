using FlowOptics.Flows;

namespace FlowOptics.Enricher.Events;

/// <summary>
/// A fair sample of a stream of unknown length by Li's algorithm L (1994): once full, it draws how many flows to pass over until the next one that is
/// kept, so that a flow which is not kept costs a comparison, in a vector with others.
/// </summary>
internal sealed class Reservoir(int size)
{
    private double _weight = 1;

    // How many more flows are passed over.
    private long _skip;

    public List<SampledEvent> Events { get; } = new(size);

    /// <summary>Offers the flows of a run that have a public end.</summary>
    public void Add(EnrichedBatch batch, int first, int end, Random random)
    {
        while (first < end)
        {
            var directions = batch.Direction.AsSpan(first, end - first);
            var inside = System.Runtime.InteropServices.MemoryMarshal.Cast<TrafficDirection, byte>(directions).Count((byte)TrafficDirection.Internal);
            if (_skip >= directions.Length - inside)
            {
                _skip -= directions.Length - inside;
                return;
            }

            first = Next(batch, first);
            Keep(SampledEvent.Of(batch, first++), random);
        }
    }

    private int Next(EnrichedBatch batch, int record)
    {
        for (; ; record++)
        {
            if (batch.Direction[record] != TrafficDirection.Internal && _skip-- == 0) return record;
        }
    }

    private void Keep(SampledEvent kept, Random random)
    {
        _skip = 0;
        if (Events.Count < size) Events.Add(kept);
        else Events[random.Next(size)] = kept;
        if (Events.Count < size) return;

        // 1 - NextDouble() is never 0, whose logarithm is none.
        _weight *= Math.Exp(Math.Log(1 - random.NextDouble()) / size);
        _skip = (long)Math.Min(Math.Log(1 - random.NextDouble()) / Math.Log(1 - _weight), long.MaxValue / 2);
    }
}
