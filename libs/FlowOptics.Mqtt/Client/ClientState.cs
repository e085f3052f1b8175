using FlowOptics.Mqtt.Packets;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Client;

/// <summary>What a client keeps over its connections.</summary>
internal sealed class ClientState
{
    private bool _open;

    public ClientState(MqttClientOptions options, ILogger logger)
    {
        Protocol = (MqttProtocol)options.Version;
        ClientId = options.ClientId;
        Publishes = new ClientPublishes(Output, Protocol, Math.Max((int)options.MaxInFlight, 1));
        Subscriptions = new ClientSubscriptions(Output, Publishes, Protocol, logger);
    }

    public MqttProtocol Protocol { get; }

    /// <summary>Its own, or the one that the server gave it.</summary>
    public string ClientId { get; private set; }

    public ClientOutput Output { get; } = new();

    public ClientPublishes Publishes { get; }

    public ClientSubscriptions Subscriptions { get; }

    public ExactlyOnceReceipts Receipts { get; } = new();

    public ReceiveQueue Received { get; } = new();

    public void Connected(ConnackPacket connack)
    {
        if (connack.SessionPresent) Received.DiscardUnread();
        lock (Output.Gate)
        {
            ClientId = connack.Properties.AssignedClientIdentifier ?? ClientId;
            if (!connack.SessionPresent) Receipts.Clear();

            // What an earlier connection did not get to write is in the windows, and is encoded anew.
            Output.Buffer.Clear();
            _open = true;
            Publishes.Connected(new ServerLimits(Protocol == MqttProtocol.V5 ? connack.Properties : ServerLimits.OfOlder), connack.SessionPresent);
            Subscriptions.Connected(connack.SessionPresent);
            Publishes.Pump();
        }
    }

    public void Disconnected()
    {
        lock (Output.Gate)
        {
            _open = false;
            Publishes.Disconnected();
            Subscriptions.Disconnected();
        }
    }

    /// <summary>What is to be sent; room for what waits is made by it.</summary>
    public OutputBuffer TakeOutput()
    {
        lock (Output.Gate)
        {
            var full = Output.Swap();
            if (full.Length >= ClientOutput.HighWater) Publishes.Pump();
            return full;
        }
    }

    public void Ping()
    {
        lock (Output.Gate)
        {
            if (_open) PingPacket.Encode(Output.Buffer, MqttPacketType.Pingreq);
        }

        Output.Signal.Set();
    }

    /// <summary>Says goodbye; nothing follows (MQTT-3.14.4-1). 3.1.1 has no reasons: there a fault is told by the end alone, and the will is published.</summary>
    public void Disconnect(byte reason)
    {
        lock (Output.Gate)
        {
            if (!_open) return;
            Disconnected();
            if (Protocol == MqttProtocol.V5 || reason == MqttReason.Success) new DisconnectPacket(reason).Encode(Output.Buffer, Protocol);
        }

        Output.Signal.Set();
    }
}
