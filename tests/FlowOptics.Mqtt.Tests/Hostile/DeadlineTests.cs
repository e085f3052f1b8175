using System.Buffers;
using System.Net;
using System.Net.Sockets;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Tests.Server;

namespace FlowOptics.Mqtt.Tests.Hostile;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(11);

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10 10 00 04 4D 51 54")]
    public async Task Without_a_CONNECT_in_time_a_connection_ends(string begun)
    {
        var time = new TickingTime();
        await using var server = await RunningServer.StartAsync(time: time);
        using var raw = new RawConnection(server.Port);
        if (begun.Length > 0) await raw.SendAsync(begun);
        await Eventually.TrueAsync(() => server.Statistics.Connections == 1, "it is there");
        time.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal("closed", await raw.ReadAsync());
        Assert.Equal(1, server.Statistics.Refused["connectDeadline"]);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("30 80")]
    [InlineData("30 05 00 01")]
    public async Task A_packet_that_is_begun_and_does_not_end_in_time_ends_its_connection_though_others_of_it_came(string begun)
    {
        var time = new TickingTime();
        await using var server = await RunningServer.StartAsync(time: time);
        using var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        await raw.ReadAsync();
        await raw.SendAsync("C0 00 " + begun);
        Assert.Equal("D0 00", await raw.ReadAsync());
        time.Pass(Long);
        Assert.Equal("E0 01 80", await raw.ReadAsync());
        Assert.Equal("closed", await raw.ReadAsync());
        Assert.Equal(1, server.Statistics.Refused["packetDeadline"]);
    }

    [Fact]
    public async Task Silence_between_packets_is_no_packet_that_was_begun()
    {
        var time = new TickingTime();
        await using var server = await RunningServer.StartAsync(time: time);
        using var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        await raw.ReadAsync();
        for (var i = 0; i < 3; i++)
        {
            time.Pass(Long);
            await raw.SendAsync("C0 00");
            Assert.Equal("D0 00", await raw.ReadAsync());
        }
    }

    [Fact]
    public void A_large_packet_gets_as_long_as_the_slowest_rate_takes_and_a_byte_now_and_then_gains_nothing()
    {
        var time = new TickingTime();
        var deadline = new PacketDeadline(new MqttServerOptions { MaxPacketSize = 1 << 20, MinBytesPerSecond = 8192 }, time);
        deadline.Begin(isNew: true, 20 * 8192);
        time.Pass(TimeSpan.FromSeconds(19));
        Assert.False(deadline.HasPassed);
        deadline.Begin(isNew: false, 20 * 8192);
        time.Pass(TimeSpan.FromSeconds(2));
        Assert.True(deadline.HasPassed);
        deadline.Clear();
        Assert.False(deadline.HasPassed);
        deadline.Begin(isNew: true, int.MaxValue);
        time.Pass(TimeSpan.FromSeconds(129));
        Assert.True(deadline.HasPassed);
    }

    [Fact]
    public void A_length_that_is_only_claimed_allocates_nothing()
    {
        var frames = new FrameReader(256 * 1024);
        var claimed = new ReadOnlySequence<byte>([0x30, 0xFF, 0xFF, 0x0E, 0x00]);
        frames.TryRead(ref claimed, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Assert.False(frames.TryRead(ref claimed, out _, out _));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 * 1024);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10 10 00 04")]
    [InlineData(RawConnection.Connect + "30 FF 7F 00 01")]
    public async Task A_peer_that_closes_in_the_middle_of_a_packet_ends_its_reader(string begun)
    {
        await using var server = await RunningServer.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, Clients.Deadline);
            await socket.SendAsync(Convert.FromHexString(begun.Replace(" ", "", StringComparison.Ordinal)), Clients.Deadline);

            // Half closed: the server's own end stays open until it has seen that.
            socket.Shutdown(SocketShutdown.Send);
            var rest = new byte[256];
            while (await socket.ReceiveAsync(rest, Clients.Deadline) > 0)
            {
            }
        }

        await Eventually.TrueAsync(() => server.Statistics.Connections == 0, "no reader is left");
    }
}
