namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>What is asked of an instrument.</summary>
internal sealed record MetricQuestion
{
    public required string Meter { get; init; }

    public required string Instrument { get; init; }

    public int Minutes { get; init; } = 5;

    /// <summary>Only series whose value of each dimension is one of these; an empty value stands for series without the dimension.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Dimensions { get; init; } = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);

    /// <summary>The dimension whose values are lines of their own; null for one line of all.</summary>
    public string? By { get; init; }

    public MetricShow? Show { get; init; }
}
