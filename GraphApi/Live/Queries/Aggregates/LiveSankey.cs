using System.Diagnostics;
using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Flows through levels from the window: each level's largest values, then one pass in which values become their places among these.</summary>
internal sealed class LiveSankey : ILiveVisitor
{
    private readonly LiveDimensions _dimensions;
    private readonly IReadOnlyList<SankeyLevel> _levels;

    // As many as shown values can be combined: few, whatever the window holds.
    private readonly Dictionary<(int First, int Second, int Third, int Fourth, FlowAction Action), Traffic> _sums = [];

    private LiveSankey(LiveDimensions dimensions, IReadOnlyList<SankeyLevel> levels) => (_dimensions, _levels) = (dimensions, levels);

    /// <exception cref="UnsupportedQueryException">The window does not have what the question needs.</exception>
    public static SankeyAnswer Answer(LiveReading reading, SankeyQuery query, LiveLimits limits, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        AggregateChecks.Check(query);
        var dimensions = new LiveDimensions(query.By);
        var scan = new LiveScan(reading, LiveMatch.Of(query));
        var levels = query.By.Select(dimension => LevelOf(scan, query, dimension, limits, cancellationToken)).ToList();
        var sankey = new LiveSankey(dimensions, levels);
        scan.Run(sankey, cancellationToken);
        var fold = new SankeyFold(query, levels);
        foreach (var (key, traffic) in sankey._sums) fold.Add(new[] { key.First, key.Second, key.Third, key.Fourth }.AsSpan(0, levels.Count), key.Action, traffic);
        return fold.ToAnswer(reading.Start, reading.EndOf(query.To), LiveFlowStore.PlanOf(scan.Rows, started));
    }

    public void Enter(LiveBucket bucket) => _dimensions.Enter(bucket);

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        var key = _dimensions.KeyOf(entry, ends, isSource: true);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (RankOf(key, 0), RankOf(key, 1), RankOf(key, 2), RankOf(key, 3), entry.Action), out _);
        sum += entry.Traffic;
    }

    private int RankOf(in LiveGroupKey key, int level) => level < _levels.Count ? _levels[level].RankOf(key[level]) : 0;

    private static SankeyLevel LevelOf(LiveScan scan, SankeyQuery query, Dimension dimension, LiveLimits limits, CancellationToken cancellationToken)
    {
        var top = new LiveTop(new LiveDimensions([dimension]), query.Measure, query.Top, limits);
        var keys = top.Find(scan, cancellationToken);
        return new SankeyLevel([.. keys.Select(key => key.First)], top.TotalGroups - keys.Count);
    }
}
