using FlowOptics.Mqtt.Packets;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Client;

/// <summary>The filters of a client, over all of its connections.</summary>
internal sealed class ClientSubscriptions(ClientOutput output, ClientPublishes publishes, MqttProtocol protocol, ILogger logger)
{
    /// <summary>AWS IoT Core takes no more filters in one SUBSCRIBE.</summary>
    private const int FiltersPerPacket = 8;

    private readonly List<Subscription> _subscriptions = [];
    private readonly List<UnsubscribeRequest> _leaving = [];
    private bool _connected;

    public Task SubscribeAsync(MqttSubscription wanted, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsFilter(wanted.Filter)) throw new MqttException($"'{wanted.Filter}' is no topic filter");
        if (wanted.NoLocal && MqttTopic.SplitShared(wanted.Filter).Group is not null) throw new MqttException($"'{wanted.Filter}' is shared: it cannot be without local messages");
        if (wanted.Identifier is 0 or > VariableByteInteger.Maximum) throw new MqttException($"a subscription identifier is 1 to {VariableByteInteger.Maximum}");
        var subscription = new Subscription(wanted);
        lock (output.Gate)
        {
            publishes.Limits.CheckSubscription(wanted);
            _subscriptions.RemoveAll(s => s.Wanted.Filter == wanted.Filter);
            _subscriptions.Add(subscription);
            if (_connected) Send([subscription]);
        }

        return subscription.Granted.Task.WaitAsync(cancellationToken);
    }

    public Task UnsubscribeAsync(string filter, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsFilter(filter)) throw new MqttException($"'{filter}' is no topic filter");
        var request = new UnsubscribeRequest(filter);
        lock (output.Gate)
        {
            foreach (var subscription in _subscriptions.Where(s => s.Wanted.Filter == filter)) subscription.Granted.TrySetCanceled(CancellationToken.None);
            _subscriptions.RemoveAll(s => s.Wanted.Filter == filter);
            _leaving.Add(request);
            if (_connected) Send(request);
        }

        return request.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The caller holds the gate.</summary>
    public void Connected(bool sessionPresent)
    {
        _connected = true;
        foreach (var request in _leaving.ToArray())
        {
            if (sessionPresent) Send(request);
            else Done(request);
        }

        // One identifier counts for all filters of a packet.
        var wanted = _subscriptions.Where(s => !sessionPresent || !s.Granted.Task.IsCompleted);
        foreach (var alike in wanted.GroupBy(s => s.Wanted.Identifier))
        {
            foreach (var chunk in alike.Chunk(FiltersPerPacket)) Send(chunk);
        }
    }

    /// <summary>The caller holds the gate.</summary>
    public void Disconnected() => _connected = false;

    public void Acknowledged(SubackPacket suback)
    {
        lock (output.Gate)
        {
            var request = publishes.Release(suback.PacketId, suback.Type == MqttPacketType.Suback ? typeof(SubscribeRequest) : typeof(UnsubscribeRequest));
            if (request is UnsubscribeRequest unsubscribe)
            {
                Done(unsubscribe);
                return;
            }

            if (request is not SubscribeRequest subscribe) return;
            if (suback.ReasonCodes.Length != subscribe.Subscriptions.Count)
            {
                throw PacketReader.ProtocolError($"a SUBACK with {suback.ReasonCodes.Length} codes for {subscribe.Subscriptions.Count} filters");
            }

            for (var i = 0; i < suback.ReasonCodes.Length; i++) Granted(subscribe.Subscriptions[i], suback.ReasonCodes[i], suback.Properties.ReasonString);
        }
    }

    public void Dispose()
    {
        lock (output.Gate)
        {
            foreach (var subscription in _subscriptions) subscription.Granted.TrySetException(Ended());
            foreach (var request in _leaving) request.Done.TrySetException(Ended());
        }
    }

    private static MqttException Ended() => new("the MQTT client was closed before the server answered");

    private void Done(UnsubscribeRequest request)
    {
        _leaving.Remove(request);
        request.Done.TrySetResult();
    }

    private void Granted(Subscription subscription, byte code, string? reason)
    {
        if (code < 0x80)
        {
            subscription.Granted.TrySetResult();
            return;
        }

        _subscriptions.Remove(subscription);
        var filter = subscription.Wanted.Filter;
        var why = $"the MQTT server refused the filter '{filter}' with code 0x{code:X2}{(reason is null ? "" : $" ({reason})")}";
        if (!subscription.Granted.TrySetException(new MqttException(why))) ClientLog.SubscriptionRefused(logger, filter, code);
    }

    private void Send(Subscription[] subscriptions)
    {
        var id = publishes.Take(new SubscribeRequest(subscriptions));
        var identifier = subscriptions[0].Wanted.Identifier;
        var properties = identifier is null ? MqttProperties.None : new MqttProperties { SubscriptionIdentifiers = [identifier.Value] };
        new SubscribePacket(id, [.. subscriptions.Select(s => FilterOf(s.Wanted))], properties).Encode(output.Buffer, protocol);
        output.Signal.Set();
    }

    private void Send(UnsubscribeRequest request)
    {
        new UnsubscribePacket(publishes.Take(request), [request.Filter], MqttProperties.None).Encode(output.Buffer, protocol);
        output.Signal.Set();
    }

    private SubscribeFilter FilterOf(MqttSubscription wanted) => protocol == MqttProtocol.V5
        ? new SubscribeFilter(wanted.Filter, wanted.QualityOfService, wanted.NoLocal, wanted.RetainAsPublished, (byte)wanted.RetainHandling)
        : new SubscribeFilter(wanted.Filter, wanted.QualityOfService);
}
