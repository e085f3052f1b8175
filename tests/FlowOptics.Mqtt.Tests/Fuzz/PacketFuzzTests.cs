using System.Buffers;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Tests.Packets;

namespace FlowOptics.Mqtt.Tests.Fuzz;

/// <summary>Any bytes are read, refused with a reason, or waited on; nothing else, and in little memory.</summary>
public sealed class PacketFuzzTests
{
    private const int Streams = 20_000;
    private const int MaxPacketSize = 4096;

    [Theory]
    [InlineData(20261122)]
    [InlineData(4711)]
    public void Damaged_streams_are_read_or_refused(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Streams; i++) Read(i % 4 == 0 ? Corpus.Bytes(random, random.Next(1, 200)) : Corpus.Stream(random), random, $"seed {seed}, stream {i}");
    }

    [Fact]
    public void A_length_that_is_only_claimed_allocates_nothing()
    {
        var frames = new FrameReader(int.MaxValue);
        byte[][] claims = [[0x30, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0], [0x10, 0xFF, 0xFF, 0x7F, 0, 4], [0x82, 0x80, 0x80, 0x80, 0x01, 0, 0]];
        Claim(frames, claims);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Claim(frames, claims);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
    }

    private static void Claim(FrameReader frames, byte[][] claims)
    {
        foreach (var claim in claims)
        {
            var buffer = new ReadOnlySequence<byte>(claim);
            Assert.False(frames.TryRead(ref buffer, out _, out _));
        }
    }

    private static void Read(byte[] bytes, Random random, string which)
    {
        var buffer = Split(bytes, random);
        var frames = new FrameReader(MaxPacketSize);
        var protocol = random.Next(2) == 0 ? MqttProtocol.V5 : MqttProtocol.V311;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            while (frames.TryRead(ref buffer, out var header, out var body)) AnyPacket.Decode(header, body, protocol);
        }
        catch (MqttProtocolException refused)
        {
            Assert.True(refused.ReasonCode is 0x81 or 0x82 or 0x84 or 0x90 or 0x94 or 0x95, $"{which}: 0x{refused.ReasonCode:X2} {refused.Message}");
        }
        catch (Exception other) when (other is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{which}: {other}");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 256 * 1024, $"{which}: {bytes.Length} bytes took too much memory");
    }

    /// <summary>In up to four segments, as a network brings them.</summary>
    private static ReadOnlySequence<byte> Split(byte[] bytes, Random random)
    {
        var first = new Segment(default, 0);
        var last = first;
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, Math.Max(2, bytes.Length)), bytes.Length - at);
            last = last.Append(bytes.AsMemory(at, length));
            at += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
