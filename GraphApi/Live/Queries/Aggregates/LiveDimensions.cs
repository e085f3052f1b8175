using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>The dimensions of a question, and an entry's group by them.</summary>
internal sealed class LiveDimensions(IReadOnlyList<Dimension> by)
{
    private readonly LiveDimension[] _by = [.. by.Select(LiveDimension.Of)];
    private readonly LiveTexts _texts = new();

    public int Count => _by.Length;

    /// <summary>Whether each entry counts for each of its ends.</summary>
    public bool CountsBothEnds { get; } = by.Any(dimension => dimension.CountsBothEnds);

    public void Enter(LiveBucket bucket) => _texts.Enter(bucket);

    public LiveGroupKey KeyOf(in LiveEntry entry, in LiveEnds ends, bool isSource) => new(
        Of(0, entry, ends, isSource), Of(1, entry, ends, isSource), Of(2, entry, ends, isSource), Of(3, entry, ends, isSource));

    private DimensionKey Of(int dimension, in LiveEntry entry, in LiveEnds ends, bool isSource) =>
        dimension < _by.Length ? _by[dimension].KeyOf(entry, ends, isSource, _texts) : default;
}
