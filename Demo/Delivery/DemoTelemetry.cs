using System.Diagnostics.Metrics;

namespace FlowOptics.Demo.Delivery;

/// <summary>The demo's meter: objects and records written.</summary>
internal sealed class DemoTelemetry : IDisposable
{
    private readonly Meter _meter = new("FlowOptics.Demo");
    private readonly Counter<long> _objects;
    private readonly Counter<long> _records;

    public DemoTelemetry()
    {
        _objects = _meter.CreateCounter<long>("flowoptics.demo.objects", "{object}", "Flow-log objects written into the bucket");
        _records = _meter.CreateCounter<long>("flowoptics.demo.records", "{record}", "Flow records written into the bucket");
    }

    public void Delivered(long records)
    {
        _objects.Add(1);
        _records.Add(records);
    }

    public void Dispose() => _meter.Dispose();
}
