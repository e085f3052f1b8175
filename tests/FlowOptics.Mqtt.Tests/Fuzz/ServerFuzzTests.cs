using System.Buffers;
using System.Net;
using System.Net.Sockets;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Tests.Conformance;
using FlowOptics.Mqtt.Tests.Packets;

namespace FlowOptics.Mqtt.Tests.Fuzz;

/// <summary>Damaged streams against a running server and a running client.</summary>
public sealed class ServerFuzzTests
{
    private const int Streams = 600;
    private const int AtATime = 16;

    [Fact]
    public async Task The_server_answers_or_ends_each_and_serves_others_all_the_while()
    {
        await using var server = await BareServer.StartAsync(new MqttServerOptions { MaxPacketSize = 64 * 1024 }, TimeProvider.System);
        await using var healthy = await Clients.ConnectAsync(MqttClientOptions.Parse($"mqtt://127.0.0.1:{server.Port}", "healthy"));
        await healthy.SubscribeAsync("healthy", MqttQualityOfService.ExactlyOnce, Clients.Deadline);
        var random = new Random(20261122);
        var streams = Enumerable.Range(0, Streams).Select(i => (Number: i, Bytes: i % 10 == 0 ? Corpus.Bytes(random, 200) : Corpus.Stream(random))).ToList();
        foreach (var batch in streams.Chunk(AtATime))
        {
            await Task.WhenAll(batch.Select(s => SendAsync(server.Port, s.Bytes, s.Number)));
            await healthy.PublishAsync(Clients.Message("healthy", "still", MqttQualityOfService.ExactlyOnce), Clients.Deadline);
            Assert.Equal(["still"], await healthy.ReadAsync(1));
        }

        await Eventually.TrueAsync(() => server.Server.Statistics.Connections == 1, "all others have ended");
        Assert.True(healthy.IsConnected);
    }

    [Fact]
    public async Task The_client_comes_back_from_whatever_a_server_says()
    {
        var random = new Random(20261122);
        await using var server = new FakeServer();
        for (var i = 0; i < 20; i++)
        {
            await server.AcceptAsync();
            await server.SendRawAsync(i % 3 == 0 ? Corpus.Bytes(random, 100) : Corpus.Stream(random));
            await server.DropAsync();
        }

        await server.AcceptAsync();
        Assert.True(server.Client.IsConnected);
    }

    /// <summary>Sends all, says that there is no more, and reads to the end: what comes are packets, the last of them at most a DISCONNECT with an error.</summary>
    private static async Task SendAsync(int port, byte[] bytes, int number)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, Clients.Deadline);
        var answer = new List<byte>();
        try
        {
            // Most say who they are before; with identifiers of their own.
            if (number % 5 != 0) await socket.SendAsync(Notation.Bytes($"""10 [ "MQTT" 05 02 0000 ( ) "fuzz-{number}" ]"""), Clients.Deadline);
            await socket.SendAsync(bytes, Clients.Deadline);
            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer, Clients.Deadline) is var count and > 0) answer.AddRange(buffer.AsSpan(0, count));
        }
        catch (SocketException)
        {
            // The server has ended it before all was sent.
        }

        CheckAnswer([.. answer], number);
    }

    private static void CheckAnswer(byte[] answer, int number)
    {
        var buffer = new ReadOnlySequence<byte>(answer);
        var frames = new FrameReader(int.MaxValue);
        var isVersion311 = answer is [0x20, 0x02, ..];
        while (frames.TryRead(ref buffer, out var header, out var body))
        {
            AnyPacket.Decode(header, body, isVersion311 ? MqttProtocol.V311 : MqttProtocol.V5);
            if (header >> 4 != (int)MqttPacketType.Disconnect) continue;
            Assert.True(buffer.IsEmpty && body[0] >= 0x80, $"stream {number}: a DISCONNECT is the last packet, and says what was wrong");
        }
    }
}
