using FlowOptics.Mqtt.Packets;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Client;

/// <summary>What a client keeps over its connections.</summary>
internal sealed class ClientState
{
    public ClientState(MqttClientOptions options, ILogger logger)
    {
        Publishes = new ClientPublishes(Output, Math.Max((int)options.MaxInFlight, 1));
        Subscriptions = new ClientSubscriptions(Output, Publishes, logger);
    }

    public ClientOutput Output { get; } = new();

    public ClientPublishes Publishes { get; }

    public ClientSubscriptions Subscriptions { get; }

    public ReceiveQueue Received { get; } = new();

    public void Connected(ConnackPacket connack)
    {
        if (connack.SessionPresent) Received.DiscardUnread();
        lock (Output.Gate)
        {
            // What an earlier connection did not get to write is in the windows, and is encoded anew.
            Output.Buffer.Clear();
            Publishes.Connected(ServerLimits.From(connack.Properties), connack.SessionPresent);
            Subscriptions.Connected(connack.SessionPresent);
            Publishes.Pump();
        }
    }

    public void Disconnected()
    {
        lock (Output.Gate)
        {
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
        lock (Output.Gate) PingPacket.Encode(Output.Buffer, MqttPacketType.Pingreq);
        Output.Signal.Set();
    }

    public void Disconnect()
    {
        lock (Output.Gate) new DisconnectPacket(MqttReason.Success).Encode(Output.Buffer, MqttProtocol.V5);
        Output.Signal.Set();
    }
}
