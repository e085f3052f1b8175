using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Client;

/// <summary>The CONNECT that a client's options say.</summary>
internal static class ConnectPackets
{
    public static ConnectPacket For(MqttClientOptions options, bool cleanStart) => new()
    {
        CleanStart = cleanStart,
        ClientId = options.ClientId,
        KeepAlive = (ushort)Math.Clamp(Math.Ceiling(options.KeepAlive.TotalSeconds), 0, ushort.MaxValue),
        UserName = options.UserName,
        Password = options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password),
        Will = options.Will is null ? null : Will(options.Will),
        Properties = new MqttProperties { SessionExpiryInterval = Seconds(options.SessionExpiry), ReceiveMaximum = options.ReceiveMaximum },
    };

    private static WillPacket Will(MqttMessage message) => new()
    {
        Topic = message.Topic,
        Payload = message.Payload.ToArray(),
        QualityOfService = message.QualityOfService,
        Retain = message.Retain,
        Properties = PublishEncoder.PropertiesOf(message),
    };

    /// <summary>0xFFFFFFFF: for ever (3.1.2.11.2).</summary>
    private static uint Seconds(TimeSpan expiry) => expiry.TotalSeconds >= uint.MaxValue ? uint.MaxValue : (uint)Math.Max(0, expiry.TotalSeconds);
}
