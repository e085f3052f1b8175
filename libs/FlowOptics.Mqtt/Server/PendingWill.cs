namespace FlowOptics.Mqtt.Server;

/// <summary>A will to be published at <see cref="At"/> (Unix milliseconds) unless its client comes back before (3.1.3.2.2).</summary>
internal sealed record PendingWill(StoredMessage Message, long At);
