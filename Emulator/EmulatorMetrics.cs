using System.Diagnostics.Metrics;

namespace FlowOptics.Emulator;

/// <summary>Requests by service, operation and answer.</summary>
internal sealed class EmulatorMetrics : IDisposable
{
    private readonly Meter _meter = new("FlowOptics.Emulator");
    private readonly Counter<long> _requests;

    public EmulatorMetrics() => _requests = _meter.CreateCounter<long>("flowoptics.emulator.requests", "{request}", "requests answered");

    public void Answered(string service, string operation, string code) =>
        _requests.Add(1, new("service", service), new("operation", operation), new KeyValuePair<string, object?>("code", code));

    public void Dispose() => _meter.Dispose();
}
