namespace FlowOptics.Lake;

/// <summary>A level's values: which are shown, and how many others there are.</summary>
public sealed class SankeyLevel
{
    private readonly Dictionary<DimensionKey, int> _ranks = [];

    /// <param name="shown">The largest by the measure, in order: see <see cref="LargestOf"/>.</param>
    public SankeyLevel(IReadOnlyList<DimensionKey> shown, long others)
    {
        Shown = shown;
        Others = others;
        foreach (var key in shown) _ranks.Add(key, _ranks.Count);
    }

    public IReadOnlyList<DimensionKey> Shown { get; }

    public long Others { get; }

    /// <summary>The value's place among the shown ones; their number for another.</summary>
    public int RankOf(DimensionKey key) => _ranks.GetValueOrDefault(key, Shown.Count);

    /// <summary>From every value's sum of the measure: the largest first, equal ones by their keys.</summary>
    public static SankeyLevel LargestOf(IReadOnlyDictionary<DimensionKey, long> sums, int top)
    {
        var shown = sums.OrderByDescending(sum => sum.Value).ThenBy(sum => sum.Key).Take(top).Select(sum => sum.Key).ToArray();
        return new SankeyLevel(shown, sums.Count - shown.Length);
    }
}
