using System.Buffers;
using System.Text;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>
/// A resource's metrics: at most so many points. When there are more, those older than ten minutes are thinned to one in ten seconds, those older than an
/// hour to one a minute; when that does not do, the oldest go. Used within <see cref="MetricStore"/>'s lock.
/// </summary>
internal sealed class ResourceMetrics(int mostPoints)
{
    public const int MostSeries = 2_000;

    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const ulong Delta = 1;

    private readonly Dictionary<string, Dictionary<byte[], Instrument>> _meters = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _spelling = new();
    private long _newest;
    private long _before;

    public int SeriesCount { get; private set; }

    public int PointCount { get; private set; }

    public long Bytes { get; private set; }

    public IEnumerable<Instrument> Instruments => _meters.Values.SelectMany(meter => meter.Values);

    public Instrument? Find(string meter, string instrument) =>
        _meters.TryGetValue(meter, out var instruments) ? instruments.GetValueOrDefault(Encoding.UTF8.GetBytes(instrument)) : null;

    /// <summary>To be called before the metrics of each request: what is new in it was not there at the one before.</summary>
    public void Begin() => _before = _newest;

    /// <summary>Adds a Metric's points.</summary>
    /// <returns>How many were kept, and how many not: of an unknown kind, or of too many series.</returns>
    public (int Kept, int Rejected) Add(string meter, ReadOnlySpan<byte> metric)
    {
        ReadOnlySpan<byte> name = default, unit = default, description = default, data = default;
        InstrumentKind? kind = null;
        var reader = new WireReader(metric);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case MetricFields.Name:
                    name = reader.Data;
                    break;
                case MetricFields.Description:
                    description = reader.Data;
                    break;
                case MetricFields.Unit:
                    unit = reader.Data;
                    break;
                case MetricFields.Gauge:
                    kind = InstrumentKind.Gauge;
                    data = reader.Data;
                    break;
                case MetricFields.Sum:
                    kind = IsMonotonic(reader.Data) ? InstrumentKind.Counter : InstrumentKind.UpDown;
                    data = reader.Data;
                    break;
                case MetricFields.Histogram:
                    kind = InstrumentKind.Histogram;
                    data = reader.Data;
                    break;
                case MetricFields.ExponentialHistogram or MetricFields.Summary:
                    return (0, CountPoints(reader.Data));
            }
        }

        if (kind is null) return (0, 0);
        return AddPoints(InstrumentOf(meter, name, kind.Value, unit, description), data);
    }

    public void Thin()
    {
        if (PointCount <= mostPoints) return;
        Thin(long.MinValue, _newest - Hour, Minute);
        Thin(_newest - Hour, _newest - (10 * Minute), 10 * Second);
        DropTo(mostPoints - (mostPoints / 10));
    }

    /// <summary>Drops the oldest points until so many are left; a series' last point stays in any case.</summary>
    public void DropTo(int count)
    {
        if (PointCount > count)
        {
            var times = new long[PointCount];
            var next = 0;
            foreach (var series in AllSeries())
            {
                foreach (var point in series.Points) times[next++] = point.Time;
            }

            Array.Sort(times);
            foreach (var series in AllSeries()) series.DropBefore(times[^Math.Max(count, 1)]);
        }

        Count();
    }

    private static bool IsMonotonic(ReadOnlySpan<byte> sum) => Varint(sum, 3) != 0;

    private static ulong Varint(ReadOnlySpan<byte> message, int field)
    {
        var reader = new WireReader(message);
        ulong value = 0;
        while (reader.Next())
        {
            if (reader.Field == field) value = reader.Number;
        }

        return value;
    }

    private static int CountPoints(ReadOnlySpan<byte> data)
    {
        var reader = new WireReader(data);
        var count = 0;
        while (reader.Next()) count += reader.Field == 1 ? 1 : 0;
        return count;
    }

    private Instrument InstrumentOf(string meter, ReadOnlySpan<byte> name, InstrumentKind kind, ReadOnlySpan<byte> unit, ReadOnlySpan<byte> description)
    {
        if (!_meters.TryGetValue(meter, out var instruments)) _meters.Add(meter, instruments = new Dictionary<byte[], Instrument>(BytesComparer.Instance));
        var known = instruments.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (known.TryGetValue(name, out var instrument) && instrument.Kind == kind) return instrument;
        // Of another kind than before: another program's now, with nothing in common.
        if (instrument is not null) Forget(instrument);
        return known[name] = new Instrument(meter, Encoding.UTF8.GetString(name), kind, Encoding.UTF8.GetString(unit), Encoding.UTF8.GetString(description));
    }

    private (int Kept, int Rejected) AddPoints(Instrument instrument, ReadOnlySpan<byte> data)
    {
        var (kept, rejected) = (0, 0);
        var isDelta = instrument.Kind != InstrumentKind.Gauge && Varint(data, 2) == Delta;
        var reader = new WireReader(data);
        while (reader.Next())
        {
            if (reader.Field != 1) continue;
            if (Add(instrument, reader.Data, isDelta)) kept++;
            else rejected++;
        }

        return (kept, rejected);
    }

    private bool Add(Instrument instrument, ReadOnlySpan<byte> message, bool isDelta)
    {
        var isHistogram = instrument.Kind == InstrumentKind.Histogram;
        var sent = new SentPoint(message, instrument.Kind);
        AttributeSpelling.Write(_spelling, message, isHistogram ? PointFields.HistogramAttributes : PointFields.NumberAttributes);
        var series = instrument.SeriesOf(_spelling.WrittenSpan, isHistogram ? sent.Bounds() : [], mayAdd: SeriesCount < MostSeries, out var added);
        if (series is null) return false;
        if (added) (SeriesCount, Bytes) = (SeriesCount + 1, Bytes + series.Bytes);
        var (count, bytes) = (series.Count, series.Bytes);
        if (isHistogram && !sent.HasBounds(series.Bounds)) series.Restart(sent.Bounds());
        Add(series, instrument.Kind, sent, isDelta);
        PointCount += series.Count - count;
        Bytes += series.Bytes - bytes;
        instrument.LastSeen = Math.Max(instrument.LastSeen, sent.Time);
        _newest = Math.Max(_newest, sent.Time);
        return true;
    }

    private void Add(MetricSeries series, InstrumentKind kind, SentPoint sent, bool isDelta)
    {
        // Sent again, or not a number: nothing new.
        if (!double.IsFinite(sent.Value) || series.Last is { } newest && sent.Time <= newest.Time) return;
        var point = new MetricPoint(sent.Time, sent.Value, kind == InstrumentKind.Histogram ? new Observations(sent.Sum, sent.Buckets(series.Bounds.Length + 1)) : null);
        if (isDelta && series.Last is { } last) point = Sum(last, point);
        if (kind is InstrumentKind.Counter or InstrumentKind.Histogram && (series.Last is null || point.Value < series.Last.Value.Value))
        {
            // It began, or its process began anew: from nothing, after what was sent before.
            var began = Math.Max(Math.Max(sent.Start, series.Last?.Time + 1 ?? 0), Math.Min(_before, sent.Time - 1));
            if (began < sent.Time) series.Add(new MetricPoint(began, 0, point.Observed is null ? null : new Observations(0, new long[series.Bounds.Length + 1])));
        }

        series.Add(point);
    }

    private static MetricPoint Sum(MetricPoint last, MetricPoint delta) => delta with
    {
        Value = last.Value + delta.Value,
        Observed = delta.Observed is null
            ? null
            : new Observations(last.Observed!.Sum + delta.Observed.Sum, [.. last.Observed.Buckets.Zip(delta.Observed.Buckets, (a, b) => a + b)]),
    };

    private void Thin(long from, long until, long stretch)
    {
        foreach (var series in AllSeries()) series.Thin(from, until, stretch);
        Count();
    }

    private void Forget(Instrument instrument)
    {
        SeriesCount -= instrument.Series.Count;
        PointCount -= instrument.Series.Sum(series => series.Count);
        Bytes -= instrument.Series.Sum(series => series.Bytes);
    }

    private void Count() => (PointCount, Bytes) = (AllSeries().Sum(series => series.Count), AllSeries().Sum(series => series.Bytes));

    private IEnumerable<MetricSeries> AllSeries() => Instruments.SelectMany(instrument => instrument.Series);
}
