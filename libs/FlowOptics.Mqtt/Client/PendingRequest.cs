namespace FlowOptics.Mqtt.Client;

/// <summary>What holds a packet identifier at the server: a publish or a subscribe (they share the identifiers, 2.2.1).</summary>
internal abstract class PendingRequest;
