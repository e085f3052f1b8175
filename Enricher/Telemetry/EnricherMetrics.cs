using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowOptics.Geo;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Enricher.Telemetry;

/// <summary>What the Enricher counts: in its meter, and in its heartbeat under the same names, so that nothing is seen in one place only.</summary>
internal sealed class EnricherMetrics : IDisposable
{
    public const string Name = "FlowOptics.Enricher";

    private readonly ServiceStatus _status;
    private readonly GeoSource _geo;
    private readonly Meter _meter;
    private readonly Dictionary<string, Counter<long>> _counters = new(StringComparer.Ordinal);
    private readonly Histogram<double> _duration;

    public EnricherMetrics(ServiceStatus status, GeoSource geo, IMeterFactory meters)
    {
        _status = status;
        _geo = geo;
        _meter = meters.Create(Name);
        _duration = _meter.CreateHistogram<double>("flowoptics.enricher.batch.duration", "s", "From receipt of a raw batch to the last PUBACK of what was made of it");
        Declare("batches", "{batch}", "Raw batches acknowledged");
        Declare("records", "{record}", "Flow records enriched");
        Declare("parts", "{message}", "Enriched messages that the broker has acknowledged");
        Declare("compatible", "{message}", "Records published to the compatibility topic");
        Declare("redelivered", "{batch}", "Raw batches that the broker has sent again");
        Declare("undecodable", "{batch}", "Raw batches that could not be read or enriched; acknowledged and left out");
        Declare("mapTicks", "{message}", "Map ticks published");
        Declare("events", "{message}", "Messages of sampled events published");
        Declare("liveDropped", "{message}", "Map ticks and sampled events dropped while there was no connection");
        Declare("mapUncounted", "{record}", "Records left out of the map: more accounts and regions than it keeps");
        Gauge("inFlight", "{batch}", "Raw batches taken and not yet acknowledged", () => Interlocked.Read(ref _inFlight));
        Gauge("geoDamaged", "{record}", "Records of the geo databases that could not be read", () => _geo.Current.DamagedRecords);
    }

    private long _inFlight;

    public static ActivitySource Activities { get; } = new(Name);

    public void Add(string name, long count)
    {
        _counters[name].Add(count);
        _status.Add(name, count);
    }

    public void Began() => _status.Set("inFlight", Interlocked.Increment(ref _inFlight));

    public void Ended(TimeSpan duration)
    {
        _status.Set("inFlight", Interlocked.Decrement(ref _inFlight));
        _status.Set("geoDamaged", _geo.Current.DamagedRecords);
        _duration.Record(duration.TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();

    private void Declare(string name, string unit, string description)
    {
        _counters.Add(name, _meter.CreateCounter<long>($"flowoptics.enricher.{name}", unit, description));
        _status.Set(name, 0);
    }

    private void Gauge(string name, string unit, string description, Func<long> value)
    {
        _meter.CreateObservableGauge($"flowoptics.enricher.{name}", value, unit, description);
        _status.Set(name, 0);
    }
}
