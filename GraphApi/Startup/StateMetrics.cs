using System.Diagnostics.Metrics;
using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Startup;

/// <summary>What GraphApi holds and what waits for it: read when metrics are collected, so it costs nothing otherwise.</summary>
internal sealed class StateMetrics : IDisposable
{
    private readonly Meter _meter = new(Telemetry.Name);

    public StateMetrics(ImportQueue queue, LiveWindow window, LakeDatabase lake)
    {
        _meter.CreateObservableGauge("flowoptics.lake.pending", () => queue.Count, "{object}", "Objects that wait for the import, or are being read");
        _meter.CreateObservableGauge("flowoptics.lake.held", () => lake.Summary.Records, "{record}", "Records in the lake");
        _meter.CreateObservableGauge("flowoptics.live.allocated", () => window.AllocatedBytes, "By", "Memory of the live window");
        _meter.CreateObservableGauge("flowoptics.live.held", () => window.Total.Flows, "{record}", "Records in the live window");
    }

    public void Dispose() => _meter.Dispose();
}
