using System.Buffers.Binary;
using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server;

/// <summary>
/// A message as the server keeps it, once for all of its receivers: topic, properties and payload in one array, in the form that they have on
/// the wire, so that sending is copying. Message expiry stands apart, since it counts down while the message waits (MQTT-3.3.2-6).
/// </summary>
internal sealed class StoredMessage
{
    /// <summary>What a queued message costs beside its bytes, roughly.</summary>
    private const int Overhead = 96;

    public const long NoExpiry = long.MaxValue;

    private readonly byte[] _data;
    private readonly int _propertiesStart;
    private readonly int _payloadStart;

    public StoredMessage(string topic, byte[] data, int payloadStart, MqttQualityOfService qualityOfService, bool retain, long expiresAt)
    {
        Topic = topic;
        _data = data;
        _propertiesStart = 2 + BinaryPrimitives.ReadUInt16BigEndian(data);
        _payloadStart = payloadStart;
        QualityOfService = qualityOfService;
        Retain = retain;
        ExpiresAt = expiresAt;
    }

    public string Topic { get; }

    public MqttQualityOfService QualityOfService { get; }

    /// <summary>As it was published.</summary>
    public bool Retain { get; }

    /// <summary>Unix time in milliseconds, or <see cref="NoExpiry"/>.</summary>
    public long ExpiresAt { get; }

    public ReadOnlySpan<byte> Data => _data;

    /// <summary>The topic behind its length.</summary>
    public ReadOnlySpan<byte> TopicBytes => _data.AsSpan(0, _propertiesStart);

    /// <summary>Without the length that stands before them on the wire.</summary>
    public ReadOnlySpan<byte> Properties => _data.AsSpan(_propertiesStart, _payloadStart - _propertiesStart);

    public ReadOnlySpan<byte> Payload => _data.AsSpan(_payloadStart);

    public int PayloadStart => _payloadStart;

    /// <summary>What it counts against a session's bound.</summary>
    public int Cost => _data.Length + Overhead;

    /// <summary>Its publisher's packet identifier, where that is to become durable with the message.</summary>
    public MessageOrigin? Origin { get; set; }

    /// <summary>Where the durable log has it; null where no durable session waits for it.</summary>
    public Storage.LoggedMessage? Logged { get; set; }

    /// <param name="topicBytes">Not the packet's where that has an alias instead.</param>
    public static StoredMessage From(in PublishPacket packet, ReadOnlySpan<byte> topicBytes, string topic, TimeProvider time) => Create(
        topicBytes, topic, packet.RawProperties[1..], packet.Properties, packet.Payload, packet.QualityOfService, packet.Retain, time);

    public static StoredMessage From(WillPacket will, TimeProvider time) => Create(
        Encoding.UTF8.GetBytes(will.Topic), will.Topic, [], will.Properties with { WillDelayInterval = null, MessageExpiryInterval = null }, will.Payload, will.QualityOfService, will.Retain,
        time, rewrite: true);

    public static StoredMessage From(MqttMessage message, TimeProvider time) => Create(
        Encoding.UTF8.GetBytes(message.Topic), message.Topic, [], PublishEncoder.PropertiesOf(message), message.Payload.Span, message.QualityOfService,
        message.Retain, time, rewrite: true);

    /// <summary>The same message with an end.</summary>
    public StoredMessage Expiring(long at) => new(Topic, _data, _payloadStart, QualityOfService, Retain, at);

    public bool IsExpired(long now) => ExpiresAt <= now;

    private static StoredMessage Create(
        ReadOnlySpan<byte> topicBytes,
        string topic,
        ReadOnlySpan<byte> raw,
        MqttProperties properties,
        ReadOnlySpan<byte> payload,
        MqttQualityOfService qualityOfService,
        bool retain,
        TimeProvider time,
        bool rewrite = false)
    {
        var expiresAt = NoExpiry;
        if (properties.MessageExpiryInterval is { } seconds)
        {
            expiresAt = time.GetUtcNow().ToUnixTimeMilliseconds() + (seconds * 1000L);
            rewrite = true;
        }

        if (properties.TopicAlias is not null) rewrite = true;

        // The length before the raw properties is one byte longer for each seven bits; only 128 bytes of properties and more are cut here.
        if (rewrite || raw.Length > 127) raw = Rewrite(properties);

        var data = new byte[2 + topicBytes.Length + raw.Length + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(data, checked((ushort)topicBytes.Length));
        topicBytes.CopyTo(data.AsSpan(2));
        var propertiesStart = 2 + topicBytes.Length;
        raw.CopyTo(data.AsSpan(propertiesStart));
        payload.CopyTo(data.AsSpan(propertiesStart + raw.Length));
        return new StoredMessage(topic, data, propertiesStart + raw.Length, qualityOfService, retain, expiresAt);
    }

    /// <summary>The properties that go on to receivers, without their length.</summary>
    private static ReadOnlySpan<byte> Rewrite(MqttProperties properties)
    {
        if (ReferenceEquals(properties, MqttProperties.None)) return [];
        var output = new OutputBuffer();
        MqttPropertiesWriter.Write(output, properties with { MessageExpiryInterval = null, TopicAlias = null, SubscriptionIdentifiers = null });
        var reader = new PacketReader(output.WrittenSpan);
        reader.ReadVariableByteInteger();
        return reader.Rest;
    }
}
