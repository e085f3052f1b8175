using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>A group of an aggregate: a key for each of its dimensions, at most four.</summary>
internal readonly record struct LiveGroupKey(DimensionKey First, DimensionKey Second, DimensionKey Third, DimensionKey Fourth)
{
    public DimensionKey this[int dimension] => dimension switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => Fourth,
    };

    /// <summary>The order of equal groups.</summary>
    public int OrderTo(LiveGroupKey other)
    {
        var order = First.CompareTo(other.First);
        if (order == 0) order = Second.CompareTo(other.Second);
        if (order == 0) order = Third.CompareTo(other.Third);
        return order == 0 ? Fourth.CompareTo(other.Fourth) : order;
    }
}
