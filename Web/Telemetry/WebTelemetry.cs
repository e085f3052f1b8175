using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowOptics.Mqtt;

namespace FlowOptics.Web.Telemetry;

/// <summary>
/// Web's activity source and meter, both named <c>FlowOptics.Web</c>: how many browsers watch, what they are sent, and what it takes to hand GraphApi's answers on. A request's own spans
/// are ASP.NET Core's and HttpClient's.
/// </summary>
internal sealed class WebTelemetry : IDisposable
{
    private const string Name = "FlowOptics.Web";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _relayed;
    private readonly Counter<long> _forwarded;

    public WebTelemetry(MqttServer browsers)
    {
        _relayed = _meter.CreateCounter<long>("flowoptics.web.relayed", "{message}", "Live messages from the broker that were published to browsers");
        _forwarded = _meter.CreateCounter<long>("flowoptics.web.forwarded", "By", "Bytes of GraphApi's answers that were handed on");
        _meter.CreateObservableGauge("flowoptics.web.viewers", () => browsers.Statistics.Connections, "{connection}", "Browsers with a live connection");
        _meter.CreateObservableCounter("flowoptics.web.sent", () => browsers.Statistics.MessagesSent, "{message}", "Live messages sent to all browsers together");
        _meter.CreateObservableCounter("flowoptics.web.dropped", () => browsers.Statistics.MessagesDropped, "{message}", "Live messages that a browser was too slow for");
    }

    public void Relayed() => _relayed.Add(1);

    /// <summary>The span of handing an answer on, from its head to its last byte: HttpClient's own ends with the head.</summary>
    public Activity? StartForward() => _source.StartActivity("forward answer");

    public void Forwarded(Activity? activity, long bytes)
    {
        _forwarded.Add(bytes);
        activity?.SetTag("http.response.body.size", bytes);
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }
}
