using System.Diagnostics.Metrics;
using FlowOptics.Mqtt;

namespace FlowOptics.Web.Gateway;

/// <summary>Web's meter: how many browsers watch, and what they are sent. Its spans are ASP.NET Core's and HttpClient's own.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter _meter = new("FlowOptics.Web");
    private readonly Counter<long> _relayed;

    public GatewayMetrics(MqttServer browsers)
    {
        _relayed = _meter.CreateCounter<long>("flowoptics.web.relayed", "{message}", "Live messages from the broker that were published to browsers");
        _meter.CreateObservableGauge("flowoptics.web.viewers", () => browsers.Statistics.Connections, "{connection}", "Browsers with a live connection");
        _meter.CreateObservableCounter("flowoptics.web.sent", () => browsers.Statistics.MessagesSent, "{message}", "Live messages sent to all browsers together");
        _meter.CreateObservableCounter("flowoptics.web.dropped", () => browsers.Statistics.MessagesDropped, "{message}", "Live messages that a browser was too slow for");
    }

    public void Relayed() => _relayed.Add(1);

    public void Dispose() => _meter.Dispose();
}
