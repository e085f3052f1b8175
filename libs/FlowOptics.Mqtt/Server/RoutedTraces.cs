using System.Diagnostics;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server;

/// <summary>
/// The server's own spans, "route": from the receipt of a message that carries a <c>traceparent</c> until it is stored, and its acknowledgement on its way. Messages without one cost a look at
/// their properties, and nothing where nobody listens. One connection's.
/// </summary>
internal sealed class RoutedTraces
{
    private const string TraceParent = "traceparent";

    private static readonly ActivitySource Source = new("FlowOptics.Mqtt.Server");

    private readonly List<Activity> _open = [];

    public void Begin(in PublishPacket packet, string topic)
    {
        if (packet.Properties.UserProperties is not { } properties || !Source.HasListeners()) return;
        foreach (var (name, value) in properties)
        {
            if (name == TraceParent) Begin(value, topic, packet.Payload.Length);
        }
    }

    /// <summary>All of the batch is routed, stored, and about to be acknowledged.</summary>
    public void End()
    {
        foreach (var activity in _open) activity.Dispose();
        _open.Clear();
    }

    private void Begin(string parent, string topic, int size)
    {
        // Not the thread's current one: several of a batch are open at once, and the storage's work belongs to none.
        var current = Activity.Current;
        var activity = Source.StartActivity("route", ActivityKind.Internal, parent);
        Activity.Current = current;
        if (activity is null) return;
        activity.SetTag("messaging.system", "mqtt");
        activity.SetTag("messaging.destination.name", topic);
        activity.SetTag("messaging.message.body.size", size);
        _open.Add(activity);
    }
}
