using System.Diagnostics.Metrics;
using FlowOptics.Mqtt;

namespace FlowOptics.Broker;

/// <summary>The server's counts as OpenTelemetry metrics; read when they are collected, so they cost nothing otherwise.</summary>
internal sealed class BrokerMetrics : IDisposable
{
    private readonly Meter _meter = new("FlowOptics.Broker");

    public BrokerMetrics(MqttServer server)
    {
        _meter.CreateObservableUpDownCounter("flowoptics.broker.connections", () => server.Statistics.Connections, "{connection}", "open connections");
        _meter.CreateObservableUpDownCounter("flowoptics.broker.sessions", () => server.Statistics.Sessions, "{session}", "sessions, connected or not");
        _meter.CreateObservableUpDownCounter("flowoptics.broker.subscriptions", () => server.Statistics.Subscriptions, "{subscription}", "subscriptions");
        _meter.CreateObservableUpDownCounter("flowoptics.broker.retained", () => server.Statistics.RetainedMessages, "{message}", "retained messages");
        _meter.CreateObservableGauge("flowoptics.broker.queued", () => server.Statistics.QueuedBytes, "By", "bytes queued for sessions");
        _meter.CreateObservableCounter("flowoptics.broker.received", () => server.Statistics.MessagesReceived, "{message}", "messages from publishers");
        _meter.CreateObservableCounter("flowoptics.broker.sent", () => server.Statistics.MessagesSent, "{message}", "messages to subscribers");
        _meter.CreateObservableCounter("flowoptics.broker.dropped", () => server.Statistics.MessagesDropped, "{message}", "messages dropped");
        _meter.CreateObservableCounter("flowoptics.broker.refused", () => Refused(server.Statistics), "{refusal}", "what was refused, by cause");
        _meter.CreateObservableGauge("flowoptics.broker.stored", () => server.Statistics.StorageBytes, "By", "bytes of the durable files");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Refused(MqttServerStatistics statistics) =>
        statistics.Refused.Select(refused => new Measurement<long>(refused.Value, new KeyValuePair<string, object?>("cause", refused.Key)));
}
