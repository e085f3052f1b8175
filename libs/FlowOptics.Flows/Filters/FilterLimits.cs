namespace FlowOptics.Flows;

/// <summary>How large a filter may be: far beyond what a person writes, and little enough that reading and asking it stay cheap.</summary>
public static class FilterLimits
{
    /// <summary>Characters of the text.</summary>
    public const int TextLength = 16_384;

    /// <summary>Brackets and <c>not</c> within each other.</summary>
    public const int Depth = 100;

    /// <summary>Comparisons.</summary>
    public const int Comparisons = 1000;

    /// <summary>Values in all lists together, those of named sets included.</summary>
    public const int Values = 10_000;
}
