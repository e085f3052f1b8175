using System.Buffers;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Tests.Packets;

/// <summary>Raw bytes that the standard calls malformed or a protocol error, and the reason code that it gives them.</summary>
public sealed class MalformedPacketTests
{
    public static TheoryData<string, string, int> Refused => new()
    {
        // what, bytes, reason
        { "remaining length of five bytes", "30 FF FF FF FF 7F", 0x81 },
        { "remaining length with a byte too many (MQTT-1.5.5-1)", "30 83 00 00 01 61", 0x81 },
        { "QoS 3 (MQTT-3.3.1-4)", "36 06 00 01 61 00 01 00", 0x81 },
        { "DUP on QoS 0 (MQTT-3.3.1-2)", "38 04 00 01 61 00", 0x81 },
        { "packet identifier 0 on QoS 1 (MQTT-2.2.1-3)", "32 06 00 01 61 00 00 00", 0x81 },
        { "topic longer than the packet", "30 04 00 05 61 00", 0x81 },
        { "PUBLISH without its properties' length", "30 03 00 01 61", 0x81 },
        { "properties longer than the packet", "30 04 00 01 61 05", 0x81 },
        { "unknown property 0x7E", "30 06 00 01 61 02 7E 00", 0x81 },
        { "property that does not belong to PUBLISH (session expiry)", "30 09 00 01 61 05 11 00 00 00 01", 0x81 },
        { "message expiry twice (3.3.2.3.3)", "30 0E 00 01 61 0A 02 00 00 00 01 02 00 00 00 01", 0x82 },
        { "payload format 2", "30 06 00 01 61 02 01 02", 0x82 },
        { "topic alias 0 (MQTT-3.3.2-8)", "30 07 00 01 61 03 23 00 00", 0x94 },
        { "subscription identifier 0 (3.3.2.3.8)", "30 06 00 01 61 02 0B 00", 0x82 },
        { "response topic with a wildcard (MQTT-3.3.2-14)", "30 08 00 01 61 04 08 00 01 23", 0x82 },
        { "content type that is no UTF-8 (MQTT-1.5.4-1)", "30 08 00 01 61 04 03 00 01 FF", 0x81 },
        { "content type with a surrogate (MQTT-1.5.4-1)", "30 0A 00 01 61 06 03 00 03 ED A0 80", 0x81 },
        { "content type with U+0000 (MQTT-1.5.4-2)", "30 08 00 01 61 04 03 00 01 00", 0x81 },
        { "reserved flags on CONNECT (MQTT-2.1.3-1)", "11 00", 0x81 },
        { "CONNECT with its reserved flag set (MQTT-3.1.2-3)", "10 0D 00 04 4D 51 54 54 05 01 00 1E 00 00 00", 0x81 },
        { "protocol level 6", "10 0D 00 04 4D 51 54 54 06 02 00 1E 00 00 00", 0x84 },
        { "protocol MQIsdp", "10 0F 00 06 4D 51 49 73 64 70 03 02 00 1E 00 01 61", 0x84 },
        { "will QoS without a will (MQTT-3.1.2-11)", "10 0D 00 04 4D 51 54 54 05 0A 00 1E 00 00 00", 0x81 },
        { "will QoS 3 (MQTT-3.1.2-12)", "10 0D 00 04 4D 51 54 54 05 1E 00 1E 00 00 00", 0x81 },
        { "receive maximum 0 (3.1.2.11.3)", "10 10 00 04 4D 51 54 54 05 02 00 1E 03 21 00 00 00 00", 0x82 },
        { "maximum packet size 0 (3.1.2.11.4)", "10 12 00 04 4D 51 54 54 05 02 00 1E 05 27 00 00 00 00 00 00", 0x82 },
        { "authentication data without a method (3.1.2.11.10)", "10 11 00 04 4D 51 54 54 05 02 00 1E 04 16 00 01 41 00 00", 0x82 },
        { "bytes behind CONNECT", "10 0E 00 04 4D 51 54 54 05 02 00 1E 00 00 00 00", 0x81 },
        { "SUBSCRIBE without its flag (MQTT-3.8.1-1)", "80 07 00 01 00 00 01 61 00", 0x81 },
        { "SUBSCRIBE without a filter (MQTT-3.8.3-2)", "82 03 00 01 00", 0x82 },
        { "SUBSCRIBE with QoS 3", "82 07 00 01 00 00 01 61 03", 0x81 },
        { "SUBSCRIBE with reserved options (MQTT-3.8.3-5)", "82 07 00 01 00 00 01 61 C0", 0x81 },
        { "SUBSCRIBE with retain handling 3", "82 07 00 01 00 00 01 61 30", 0x82 },
        { "no local on a shared subscription (MQTT-3.8.3-4)", "82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 67 2F 61 04", 0x82 },
        { "SUBSCRIBE with two subscription identifiers (3.8.2.1.2)", "82 0B 00 01 04 0B 01 0B 02 00 01 61 00", 0x82 },
        { "UNSUBSCRIBE without a filter (MQTT-3.10.3-2)", "A2 03 00 01 00", 0x82 },
        { "PUBREL without its flag (MQTT-3.6.1-1)", "60 02 00 01", 0x81 },
        { "PUBACK of identifier 0", "40 02 00 00", 0x81 },
        { "PUBACK that ends in its identifier", "40 01 00", 0x81 },
        { "PINGREQ with a body", "C0 01 00", 0x81 },
        { "DISCONNECT with a property of CONNECT's", "E0 05 00 03 21 00 01", 0x81 },
        { "DISCONNECT with session expiry twice", "E0 0C 00 0A 11 00 00 00 01 11 00 00 00 01", 0x82 },
    };

    public static TheoryData<string, string> Accepted => new()
    {
        { "PUBLISH at QoS 1 with two user properties of one name", "32 15 00 01 61 00 07 0E 26 00 01 6B 00 01 76 26 00 01 6B 00 01 77 68" },
        { "PUBLISH with an empty payload", "31 04 00 01 61 00" },
        { "CONNECT of 3.1.1", "10 0D 00 04 4D 51 54 54 04 02 00 3C 00 01 61" },
        { "CONNECT of 5.0 with a password and no user name (3.1.2.9)", "10 10 00 04 4D 51 54 54 05 42 00 1E 00 00 00 00 01 70" },
        { "PUBACK with reason and no properties' length", "40 03 00 07 10" },
        { "PUBACK with reason and properties", "40 08 00 07 10 04 1F 00 01 61" },
        { "DISCONNECT without anything", "E0 00" },
        { "SUBSCRIBE to two filters with an identifier", "82 0D 00 01 02 0B 05 00 01 61 01 00 01 62 2D" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_with_the_standards_reason(string what, string bytes, int reason)
    {
        var exception = Assert.Throws<MqttProtocolException>(() => Decode(bytes));
        Assert.True(exception.ReasonCode == reason, $"{what}: 0x{exception.ReasonCode:X2} {exception.Message}");
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepts(string what, string bytes) => Assert.True(Decode(bytes) > 0, what);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Waits_for_the_rest_at_every_cut(string what, string bytes)
    {
        var whole = Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));
        for (var cut = 0; cut < whole.Length; cut++)
        {
            var buffer = new ReadOnlySequence<byte>(whole, 0, cut);
            Assert.False(new FrameReader(1024).TryRead(ref buffer, out _, out _), $"{what}, cut at {cut}");
        }
    }

    [Fact]
    public void Refuses_a_packet_by_its_claimed_length_before_it_has_come()
    {
        var buffer = new ReadOnlySequence<byte>([0x30, 0xFF, 0xFF, 0xFF, 0x7F]);
        var exception = Assert.Throws<MqttProtocolException>(() => new FrameReader(1024).TryRead(ref buffer, out _, out _));
        Assert.Equal(0x95, exception.ReasonCode);
    }

    private static int Decode(string hex)
    {
        var buffer = new ReadOnlySequence<byte>(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        Assert.True(new FrameReader(1024).TryRead(ref buffer, out var header, out var body), "the table's packet is not whole");
        Assert.Equal(0, buffer.Length);
        AnyPacket.Decode(header, body);
        return body.Length + 2;
    }
}
