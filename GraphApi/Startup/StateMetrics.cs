using System.Diagnostics.Metrics;
using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Startup;

/// <summary>What GraphApi holds and what waits for it: read when metrics are collected, so it costs nothing otherwise.</summary>
internal sealed class StateMetrics : IDisposable
{
    // Gauges stay as long as their meter, which is the process's: they tell of the service that runs, and hold none that has ended.
    private static StateMetrics? _running;

    private readonly ImportQueue _queue;
    private readonly LiveWindow _window;
    private readonly LakeDatabase _lake;

    static StateMetrics()
    {
        Gauge("flowoptics.lake.pending", "{object}", "Objects that wait for the import, or are being read", state => state._queue.Count);
        Gauge("flowoptics.lake.held", "{record}", "Records in the lake", state => state._lake.Summary.Records);
        Gauge("flowoptics.live.allocated", "By", "Memory of the live window", state => state._window.AllocatedBytes);
        Gauge("flowoptics.live.held", "{record}", "Records in the live window", state => state._window.Total.Flows);
    }

    public StateMetrics(ImportQueue queue, LiveWindow window, LakeDatabase lake)
    {
        (_queue, _window, _lake) = (queue, window, lake);
        Volatile.Write(ref _running, this);
    }

    public void Dispose() => Interlocked.CompareExchange(ref _running, null, this);

    private static void Gauge(string name, string unit, string description, Func<StateMetrics, long> read) => Telemetry.Meter.CreateObservableGauge(
        name, IEnumerable<Measurement<long>> () => Volatile.Read(ref _running) is { } state ? [new Measurement<long>(read(state))] : [], unit, description);
}
