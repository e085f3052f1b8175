using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FlowOptics.Demo.Delivery;

/// <summary>The demo's activity source and meter, both named <c>FlowOptics.Demo</c>: objects and records written.</summary>
internal sealed class DemoTelemetry : IDisposable
{
    private const string Name = "FlowOptics.Demo";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _objects;
    private readonly Counter<long> _records;

    public DemoTelemetry()
    {
        _objects = _meter.CreateCounter<long>("flowoptics.demo.objects", "{object}", "Flow-log objects written into the bucket");
        _records = _meter.CreateCounter<long>("flowoptics.demo.records", "{record}", "Flow records written into the bucket");
    }

    /// <summary>What is written at one tick. A trace cannot go on from here: whoever finds an object knows its bytes alone.</summary>
    public Activity? StartTick() => _source.StartActivity("write objects");

    public void Delivered(long records)
    {
        _objects.Add(1);
        _records.Add(records);
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }
}
