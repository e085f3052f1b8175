using FlowOptics.Mqtt.Packets;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Client;

/// <summary>The filters of a client, over all of its connections.</summary>
internal sealed class ClientSubscriptions(ClientOutput output, ClientPublishes publishes, ILogger logger)
{
    /// <summary>AWS IoT Core takes no more filters in one SUBSCRIBE.</summary>
    private const int FiltersPerPacket = 8;

    private readonly List<Subscription> _subscriptions = [];
    private bool _connected;

    public Task SubscribeAsync(string filter, MqttQualityOfService qualityOfService, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsFilter(filter)) throw new MqttException($"'{filter}' is no topic filter");
        if (qualityOfService > MqttQualityOfService.AtLeastOnce) throw new MqttException("this client subscribes at QoS 0 and 1 only");
        var subscription = new Subscription(filter, qualityOfService);
        lock (output.Gate)
        {
            _subscriptions.RemoveAll(s => s.Filter == filter);
            _subscriptions.Add(subscription);
            if (_connected) Send([subscription]);
        }

        return subscription.Granted.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The caller holds the gate.</summary>
    public void Connected(bool sessionPresent)
    {
        _connected = true;
        var wanted = _subscriptions.Where(s => !sessionPresent || !s.Granted.Task.IsCompleted);
        foreach (var chunk in wanted.Chunk(FiltersPerPacket)) Send(chunk);
    }

    /// <summary>The caller holds the gate.</summary>
    public void Disconnected() => _connected = false;

    public void Acknowledged(SubackPacket suback)
    {
        lock (output.Gate)
        {
            if (publishes.Release(suback.PacketId) is not SubscribeRequest request) return;
            if (suback.ReasonCodes.Length != request.Subscriptions.Count)
            {
                throw PacketReader.ProtocolError($"a SUBACK with {suback.ReasonCodes.Length} codes for {request.Subscriptions.Count} filters");
            }

            for (var i = 0; i < suback.ReasonCodes.Length; i++) Granted(request.Subscriptions[i], suback.ReasonCodes[i], suback.Properties.ReasonString);
        }
    }

    public void Dispose()
    {
        lock (output.Gate)
        {
            foreach (var subscription in _subscriptions) subscription.Granted.TrySetException(new MqttException("the MQTT client was closed before the server answered"));
        }
    }

    private void Granted(Subscription subscription, byte code, string? reason)
    {
        if (code < 0x80)
        {
            subscription.Granted.TrySetResult();
            return;
        }

        _subscriptions.Remove(subscription);
        var why = $"the MQTT server refused the filter '{subscription.Filter}' with code 0x{code:X2}{(reason is null ? "" : $" ({reason})")}";
        if (!subscription.Granted.TrySetException(new MqttException(why))) ClientLog.SubscriptionRefused(logger, subscription.Filter, code);
    }

    private void Send(IReadOnlyList<Subscription> subscriptions)
    {
        var id = publishes.Take(new SubscribeRequest(subscriptions));
        new SubscribePacket(id, [.. subscriptions.Select(s => new SubscribeFilter(s.Filter, s.QualityOfService))], MqttProperties.None)
            .Encode(output.Buffer, MqttProtocol.V5);
        output.Signal.Set();
    }
}
