namespace FlowOptics.Mqtt.Client;

/// <summary>A filter that the client wants, for as long as it lives.</summary>
internal sealed class Subscription(string filter, MqttQualityOfService qualityOfService)
{
    public string Filter { get; } = filter;

    public MqttQualityOfService QualityOfService { get; } = qualityOfService;

    /// <summary>Set by the first SUBACK.</summary>
    public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A SUBSCRIBE that waits for its SUBACK.</summary>
internal sealed class SubscribeRequest(IReadOnlyList<Subscription> subscriptions) : PendingRequest
{
    public IReadOnlyList<Subscription> Subscriptions { get; } = subscriptions;
}
