using System.Buffers;
using System.Text.Json;
using FlowOptics.Mqtt.Packets;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Mqtt.Tests.Packets;

/// <summary>What is encoded is decoded to the same, for random packets; and no random damage does more than being refused.</summary>
public sealed class PacketRoundTripTests
{
    private static readonly Gen<string> Text = Gen.Elements("", "a", "a/b", "größe", "日本", "💧", new string('x', 200));
    private static readonly Gen<string> NonEmpty = Text.Where(t => t.Length > 0);

    private static readonly Gen<MqttProperties> ConnectProperties =
        from expiry in Maybe(Gen.Choose(0, int.MaxValue))
        from receive in Maybe(Gen.Choose(1, 65535))
        from size in Maybe(Gen.Choose(1, int.MaxValue))
        from user in Gen.ListOf(Gen.Zip(Text, Text))
        select new MqttProperties
        {
            SessionExpiryInterval = (uint?)expiry,
            ReceiveMaximum = (ushort?)receive,
            MaximumPacketSize = (uint?)size,
            UserProperties = user.Count == 0 ? null : [.. user.Select(u => KeyValuePair.Create(u.Item1, u.Item2))],
        };

    private static readonly Gen<ConnectPacket> Connects =
        from id in Text
        from clean in Gen.Elements(true, false)
        from keepAlive in Gen.Choose(0, 65535)
        from properties in ConnectProperties
        from userName in Gen.Elements(null, "", "me")
        from password in Gen.Elements<byte[]?>(null, [], [1, 2, 3])
        from will in Gen.Elements(
            null,
            new WillPacket { Topic = "t", Payload = [], QualityOfService = MqttQualityOfService.ExactlyOnce },
            new WillPacket { Topic = "t/ü", Payload = [9], Retain = true, Properties = new MqttProperties { WillDelayInterval = 7, ContentType = "x" } })
        select new ConnectPacket
        {
            ClientId = id,
            CleanStart = clean,
            KeepAlive = (ushort)keepAlive,
            Properties = properties,
            UserName = userName,
            Password = password,
            Will = will,
        };

    private static readonly Gen<SubscribePacket> Subscribes =
        from id in Gen.Choose(1, 65535)
        from filters in Gen.NonEmptyListOf(
            from filter in NonEmpty
            from options in Gen.Choose(0, 2)
            from flags in Gen.Choose(0, 3)
            from handling in Gen.Choose(0, 2)
            select new SubscribeFilter(filter, (MqttQualityOfService)options, (flags & 1) != 0, (flags & 2) != 0, (byte)handling))
        from identifier in Maybe(Gen.Choose(1, (int)VariableByteInteger.Maximum))
        select new SubscribePacket((ushort)id, [.. filters], identifier is null ? MqttProperties.None : new MqttProperties { SubscriptionIdentifiers = [(uint)identifier] });

    [Fact]
    public void Connect_comes_back() => ForAll(Connects, p => p.Encode, (h, b) => ConnectPacket.Decode(h, b));

    [Fact]
    public void Subscribe_comes_back() => ForAll(Subscribes, p => o => p.Encode(o, MqttProtocol.V5), (h, b) => SubscribePacket.Decode(h, b, MqttProtocol.V5));

    [Fact]
    public void Acknowledgements_come_back() => ForAll(
        from type in Gen.Elements(MqttPacketType.Puback, MqttPacketType.Pubrec, MqttPacketType.Pubrel, MqttPacketType.Pubcomp)
        from id in Gen.Choose(1, 65535)
        from reason in type is MqttPacketType.Puback or MqttPacketType.Pubrec ? Gen.Elements<byte>(0, 0x10, 0x97) : Gen.Elements<byte>(0, 0x92)
        from text in Maybe(Text)
        select new AcknowledgementPacket(type, (ushort)id, reason, text is null ? MqttProperties.None : new MqttProperties { ReasonString = text }),
        p => o => p.Encode(o, MqttProtocol.V5),
        (h, b) => AcknowledgementPacket.Decode(h, b, MqttProtocol.V5));

    [Fact]
    public void Publish_comes_back() => Check(
        from topic in NonEmpty
        from payload in Gen.Elements<byte[]>([], [1], new byte[300], new byte[20_000])
        from qos in Gen.Choose(0, 1)
        from duplicate in Gen.Elements(true, false)
        from user in Gen.ListOf(Gen.Zip(Text, Text))
        from type in Maybe(Text)
        select (Message: new MqttMessage(topic, payload)
        {
            QualityOfService = (MqttQualityOfService)qos,
            Retain = duplicate,
            ContentType = type,
            UserProperties = [.. user.Select(u => KeyValuePair.Create(u.Item1, u.Item2))],
        }, Duplicate: duplicate && qos > 0),
        given =>
        {
            var output = new OutputBuffer();
            PublishEncoder.Encode(output, given.Message, 77, given.Duplicate);
            var buffer = new ReadOnlySequence<byte>(output.Written);
            Assert.True(new FrameReader(1 << 20).TryRead(ref buffer, out var header, out var body));
            var decoded = PublishPacket.Decode(header, body, MqttProtocol.V5);
            Assert.Equal(given.Message.Topic, System.Text.Encoding.UTF8.GetString(decoded.Topic));
            Assert.Equal(given.Message.Payload.Span, decoded.Payload);
            Assert.Equal(given.Message.QualityOfService, decoded.QualityOfService);
            Assert.Equal(given.Message.Retain, decoded.Retain);
            Assert.Equal(given.Duplicate, decoded.Duplicate);
            Assert.Equal(given.Message.ContentType, decoded.Properties.ContentType);
            Assert.Equal(given.Message.UserProperties, decoded.Properties.UserProperties ?? []);
            return true;
        });

    [Fact]
    public void Random_damage_is_refused_or_read_and_nothing_else() => Check(
        from packet in Connects
        from position in Gen.Choose(0, 10_000)
        from value in Gen.Choose(0, 255)
        select (packet, position, value),
        given =>
        {
            var output = new OutputBuffer();
            given.packet.Encode(output);
            var bytes = output.WrittenSpan.ToArray();
            bytes[given.position % bytes.Length] = (byte)given.value;
            var buffer = new ReadOnlySequence<byte>(bytes);
            try
            {
                if (new FrameReader(1 << 20).TryRead(ref buffer, out var header, out var body)) AnyPacket.Decode(header, body);
            }
            catch (MqttProtocolException)
            {
                // Refused.
            }

            return true;
        });

    private delegate T Decoder<T>(byte header, ReadOnlySpan<byte> body);

    private static void ForAll<T>(Gen<T> packets, Func<T, Action<OutputBuffer>> encode, Decoder<T> decode) => Check(packets, packet =>
    {
        var output = new OutputBuffer();
        encode(packet)(output);
        var buffer = new ReadOnlySequence<byte>(output.Written);
        Assert.True(new FrameReader(1 << 20).TryRead(ref buffer, out var header, out var body));
        Assert.Equal(JsonSerializer.Serialize(packet), JsonSerializer.Serialize(decode(header, body)));
        return true;
    });

    private static void Check<T>(Gen<T> gen, Func<T, bool> property) =>
        Prop.ForAll(gen.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Gen<int?> Maybe(Gen<int> gen) => Gen.OneOf(Gen.Constant((int?)null), gen.Select(v => (int?)v));

    private static Gen<string?> Maybe(Gen<string> gen) => Gen.OneOf(Gen.Constant((string?)null), gen.Select(v => (string?)v));
}
