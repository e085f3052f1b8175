using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>An instrument of one resource and meter, with its series.</summary>
internal sealed class Instrument(string meter, string name, InstrumentKind kind, string unit, string description)
{
    // A sender writes its attributes in one order each time; one that does not is looked up the long way.
    private const int MostSpellings = 4_000;

    private readonly Dictionary<byte[], MetricSeries> _bySpelling = new(BytesComparer.Instance);
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public string Meter { get; } = meter;

    public string Name { get; } = name;

    public InstrumentKind Kind { get; } = kind;

    public string Unit { get; } = unit;

    public string Description { get; } = description;

    /// <summary>When its newest point is of. Nanoseconds since 1970.</summary>
    public long LastSeen { get; set; }

    public IReadOnlyCollection<MetricSeries> Series => _series.Values;

    /// <summary>The series of these attributes; null where it is new and <paramref name="mayAdd"/> forbids it.</summary>
    /// <param name="spelling">The attributes' KeyValues, each behind its length: see <see cref="AttributeSpelling"/>.</param>
    public MetricSeries? SeriesOf(ReadOnlySpan<byte> spelling, double[] bounds, bool mayAdd, out bool added)
    {
        added = false;
        var spelled = _bySpelling.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (spelled.TryGetValue(spelling, out var series)) return series;
        var dimensions = AttributeSpelling.Read(spelling);
        var key = string.Join('\u001f', dimensions.Select(dimension => $"{dimension.Name}\u001e{dimension.Value}"));
        if (!_series.TryGetValue(key, out series))
        {
            if (!mayAdd) return null;
            added = true;
            _series.Add(key, series = new MetricSeries(dimensions, bounds));
        }

        if (_bySpelling.Count == MostSpellings) _bySpelling.Clear();
        _bySpelling.Add(spelling.ToArray(), series);
        return series;
    }
}
