using System.Net.WebSockets;

namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>MQTT over WebSocket (chapter 6).</summary>
public sealed class WebSocketConformanceTests
{
    private static readonly byte[] Connect = Notation.Bytes("""10 [ "MQTT" 05 02 0000 ( 17 00 ) "a" ]""");

    [Fact]
    [Covers("6.0.0-1")]
    public async Task Text_frames_end_the_connection()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await OpenAsync(server, "mqtt");
        await socket.SendAsync(Connect, WebSocketMessageType.Text, true, Clients.Deadline);
        await ClosesAsync(socket);
        Assert.Equal(0, server.Statistics.Sessions);
    }

    [Fact]
    [Covers("6.0.0-2")]
    public async Task Packets_need_not_begin_where_frames_do()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await OpenAsync(server, "mqtt");
        byte[] bytes = [.. Connect, 0xC0, 0x00, 0xC0];
        foreach (var piece in bytes.Chunk(5)) await socket.SendAsync(piece, WebSocketMessageType.Binary, true, Clients.Deadline);
        await socket.SendAsync(new byte[] { 0x00 }, WebSocketMessageType.Binary, false, Clients.Deadline);
        var answer = new List<byte>();
        var buffer = new byte[64];
        while (answer.Count < 20)
        {
            var received = await socket.ReceiveAsync(buffer, Clients.Deadline);
            Assert.Equal(WebSocketMessageType.Binary, received.MessageType);
            answer.AddRange(buffer.AsSpan(0, received.Count));
        }

        Assert.True(Notation.Matches("20 ?? 00 00 ..", [.. answer]));
        Assert.Equal([0xD0, 0x00, 0xD0, 0x00], answer[^4..]);
    }

    [Fact]
    [Covers("6.0.0-3 6.0.0-4")]
    public async Task The_subprotocol_is_mqtt()
    {
        await using var server = await RunningServer.StartAsync();
        using var several = await OpenAsync(server, "other", "mqtt");
        Assert.Equal("mqtt", several.SubProtocol);
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(server, "other"));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(server));

        // What our client asks for, or it would not get here.
        await using var client = await Clients.ConnectAsync(server.WebSocketOptions("ours"));
        Assert.True(client.IsConnected);
    }

    private static async Task<ClientWebSocket> OpenAsync(RunningServer server, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        foreach (var protocol in protocols) socket.Options.AddSubProtocol(protocol);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.HttpPort}/mqtt"), Clients.Deadline);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task ClosesAsync(ClientWebSocket socket)
    {
        try
        {
            var received = await socket.ReceiveAsync(new byte[64], Clients.Deadline);
            Assert.Equal(WebSocketMessageType.Close, received.MessageType);
        }
        catch (WebSocketException)
        {
            // Ended without a close frame.
        }
    }
}
