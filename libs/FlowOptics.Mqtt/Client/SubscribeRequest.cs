namespace FlowOptics.Mqtt.Client;

/// <summary>A filter that the client wants, for as long as it lives.</summary>
internal sealed class Subscription(MqttSubscription wanted)
{
    public MqttSubscription Wanted { get; } = wanted;

    /// <summary>Set by the first SUBACK.</summary>
    public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A SUBSCRIBE that waits for its SUBACK.</summary>
internal sealed class SubscribeRequest(IReadOnlyList<Subscription> subscriptions) : PendingRequest
{
    public IReadOnlyList<Subscription> Subscriptions { get; } = subscriptions;
}

/// <summary>An UNSUBSCRIBE that waits for its UNSUBACK; sent again after a reconnect where the server kept the session.</summary>
internal sealed class UnsubscribeRequest(string filter) : PendingRequest
{
    public string Filter { get; } = filter;

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
