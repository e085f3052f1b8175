namespace FlowOptics.Lake;

/// <summary>A question for how traffic flows through levels of dimensions. Records are counted as they are, never de-duplicated.</summary>
public sealed record SankeyQuery : FlowScope
{
    public const int MinLevels = 2;
    public const int MaxLevels = 4;

    /// <summary>Two to four, no two alike, none that counts both ends (addr, subnet).</summary>
    public required IReadOnlyList<Dimension> By { get; init; }

    public TrafficMeasure Measure { get; init; }

    /// <summary>How many values a level shows, the largest by the measure; its others are one node.</summary>
    public int Top { get; init; } = 10;
}
