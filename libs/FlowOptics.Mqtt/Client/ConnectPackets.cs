using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Client;

/// <summary>The CONNECT that a client's options say.</summary>
internal static class ConnectPackets
{
    public static ConnectPacket For(MqttClientOptions options, string clientId, bool cleanStart) => new()
    {
        Protocol = (MqttProtocol)options.Version,

        // 3.1.1 says with one flag both that no session is resumed and that none is kept.
        CleanStart = cleanStart || (options.Version == MqttVersion.V311 && options.SessionExpiry <= TimeSpan.Zero),
        ClientId = clientId,
        KeepAlive = (ushort)Math.Clamp(Math.Ceiling(options.KeepAlive.TotalSeconds), 0, ushort.MaxValue),
        UserName = options.UserName,
        Password = options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password),
        Will = options.Will is null ? null : Will(options.Will, options.WillDelay),
        Properties = new MqttProperties
        {
            SessionExpiryInterval = Seconds(options.SessionExpiry),
            ReceiveMaximum = options.ReceiveMaximum,
            TopicAliasMaximum = options.TopicAliasMaximum == 0 ? null : options.TopicAliasMaximum,
            MaximumPacketSize = options.MaximumPacketSize,
        },
    };

    private static WillPacket Will(MqttMessage message, TimeSpan delay) => new()
    {
        Topic = message.Topic,
        Payload = message.Payload.ToArray(),
        QualityOfService = message.QualityOfService,
        Retain = message.Retain,
        Properties = delay <= TimeSpan.Zero ? PublishEncoder.PropertiesOf(message) : PublishEncoder.PropertiesOf(message) with { WillDelayInterval = Seconds(delay) },
    };

    /// <summary>0xFFFFFFFF: for ever (3.1.2.11.2).</summary>
    private static uint Seconds(TimeSpan expiry) => expiry.TotalSeconds >= uint.MaxValue ? uint.MaxValue : (uint)Math.Max(0, expiry.TotalSeconds);
}
