using System.Diagnostics;
using FlowOptics.Mqtt;

namespace FlowOptics.ServiceDefaults;

/// <summary>
/// Carries a trace over MQTT: <c>traceparent</c> (W3C Trace Context) as a user property, and spans by OpenTelemetry's conventions for messaging. A message
/// without the property is not traced: who begins a trace decides how much of it is (docs/decisions/047).
/// </summary>
public static class MessageTracing
{
    public const string SourceName = "FlowOptics.Messaging";

    private const string TraceParent = "traceparent";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The trace that a message belongs to; null where it belongs to none.</summary>
    public static string? TraceParentOf(MqttMessage message)
    {
        foreach (var (name, value) in message.UserProperties)
        {
            if (name == TraceParent) return value;
        }

        return null;
    }

    /// <summary>What a message of this trace is given as <see cref="MqttMessage.UserProperties"/>.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Properties(string? traceParent) => traceParent is null ? [] : [new(TraceParent, traceParent)];

    /// <summary>The span of working on a message that was received; null where the message is not traced, or nobody listens.</summary>
    public static Activity? StartProcess(ActivitySource source, MqttMessage message)
    {
        if (!source.HasListeners() || TraceParentOf(message) is not { } parent) return null;
        return Describe(source.StartActivity($"process {Kind(message.Topic)}", ActivityKind.Consumer, parent), message, "process", "process");
    }

    /// <summary>The span of publishing a message, from the first try to its acknowledgement, and the message that carries it on.</summary>
    internal static Activity? StartPublish(ref MqttMessage message)
    {
        if (!Source.HasListeners() || TraceParentOf(message) is not { } parent) return null;
        var activity = Describe(Source.StartActivity($"publish {Kind(message.Topic)}", ActivityKind.Producer, parent), message, "publish", "send");
        if (activity is not null) message = message with { UserProperties = [.. message.UserProperties.Where(property => property.Key != TraceParent), new(TraceParent, activity.Id!)] };
        return activity;
    }

    private static Activity? Describe(Activity? activity, MqttMessage message, string operation, string type)
    {
        if (activity is not { IsAllDataRequested: true }) return activity;
        activity.SetTag("messaging.system", "mqtt");
        activity.SetTag("messaging.operation.name", operation);
        activity.SetTag("messaging.operation.type", type);
        activity.SetTag("messaging.destination.name", message.Topic);
        activity.SetTag("messaging.message.body.size", message.Payload.Length);
        return activity;
    }

    // flowoptics/v1/raw/123456789012/eu-west-1 is flowoptics/v1/raw: a span's name says what is done, not to whom.
    private static ReadOnlySpan<char> Kind(string topic)
    {
        const int Levels = 3;
        var end = -1;
        for (var level = 0; level < Levels; level++)
        {
            var next = topic.AsSpan(end + 1).IndexOf('/');
            if (next < 0) return topic;
            end += next + 1;
        }

        return topic.AsSpan(0, end);
    }
}
