namespace FlowOptics.Flows;

/// <summary>A filter made ready to be asked of batches. It keeps nothing between two batches: any number of threads may ask it.</summary>
public sealed class FilterPredicate
{
    private readonly FilterNode _root;

    private FilterPredicate(FilterNode root) => _root = root;

    public static FilterPredicate Compile(FlowFilter filter) => new(filter.Root);

    /// <summary>Says of each record whether it matches.</summary>
    /// <returns>How many do.</returns>
    /// <exception cref="ArgumentException"><paramref name="matches"/> is shorter than the batch.</exception>
    public int Match(EnrichedBatch batch, Span<bool> matches)
    {
        var count = batch.Flows.Count;
        if (matches.Length < count) throw new ArgumentException($"{count} records need as many answers, not {matches.Length}", nameof(matches));
        var found = 0;
        for (var i = 0; i < count; i++) found += (matches[i] = _root.Matches(new BatchRecord(batch, i))) ? 1 : 0;
        return found;
    }
}
