namespace FlowOptics.Mqtt.Server.Subscriptions;

/// <summary>A session's subscription; its filter as the client wrote it, with <c>$share/…</c>.</summary>
internal sealed record ServerSubscription(
    Session Session,
    string Filter,
    MqttQualityOfService QualityOfService,
    bool NoLocal,
    bool RetainAsPublished,
    uint? Identifier);
