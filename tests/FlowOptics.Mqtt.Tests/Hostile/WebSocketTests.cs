using System.Net;
using System.Net.Sockets;
using System.Text;
using FlowOptics.Mqtt.Tests.Server;

namespace FlowOptics.Mqtt.Tests.Hostile;

/// <summary>MQTT over WebSocket with raw HTTP and raw frames.</summary>
public sealed class WebSocketTests
{
    private static readonly byte[] Connect = Convert.FromHexString(RawConnection.Connect.Replace(" ", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("", 400)]
    [InlineData("Sec-WebSocket-Protocol: mqttv3.1\r\n", 400)]
    [InlineData("Sec-WebSocket-Protocol: mqtt\r\n", 101)]
    [InlineData("Sec-WebSocket-Protocol: mqttv3.1, mqtt\r\n", 101)]
    [InlineData("Sec-WebSocket-Protocol: mqtt\r\nOrigin: http://attacker.example\r\nCookie: session=stolen\r\n", 403)]
    [InlineData("Sec-WebSocket-Protocol: mqtt\r\nOrigin: null\r\n", 403)]
    [InlineData("Sec-WebSocket-Protocol: mqtt\r\nOrigin: http://flow.example\r\n", 101)]
    [InlineData("Sec-WebSocket-Protocol: mqtt\r\nOrigin: https://listed.example\r\n", 101)]
    public async Task Only_known_pages_that_ask_for_mqtt_are_let_in(string headers, int status)
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { AllowedOrigins = ["https://listed.example"] });
        using var socket = await OpenAsync(server, headers, status);
        Assert.Equal(status == 403 ? 1 : 0, server.Statistics.Refused["origin"]);
    }

    [Fact]
    public async Task A_text_frame_closes_with_1003()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await OpenAsync(server, "Sec-WebSocket-Protocol: mqtt\r\n", 101);
        await socket.SendAsync(Frame(1, Connect), Clients.Deadline);
        Assert.Equal((8, 1003), await ReadCloseAsync(socket));
    }

    [Fact]
    public async Task A_frame_that_is_not_masked_ends_the_connection_unanswered()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await OpenAsync(server, "Sec-WebSocket-Protocol: mqtt\r\n", 101);
        await socket.SendAsync(new byte[] { 0x82, (byte)Connect.Length }.Concat(Connect).ToArray(), Clients.Deadline);
        var answer = new byte[2];
        var read = 0;
        try
        {
            read = await socket.ReceiveAsync(answer, Clients.Deadline);
        }
        catch (SocketException)
        {
            // Reset, with our frame unread.
        }

        Assert.True(read == 0 || answer[0] == 0x88, $"opcode 0x{answer[0]:X2}");
        await Eventually.TrueAsync(() => server.Statistics.Connections == 0, "it is gone");
    }

    [Fact]
    public async Task Packets_need_not_begin_where_frames_do()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await OpenAsync(server, "Sec-WebSocket-Protocol: mqtt\r\n", 101);

        // CONNECT in three frames, the last of which holds two pings and the begin of a third.
        await socket.SendAsync(Frame(2, Connect[..1]), Clients.Deadline);
        await socket.SendAsync(Frame(2, Connect[1..9]), Clients.Deadline);
        await socket.SendAsync(Frame(2, [.. Connect[9..], 0xC0, 0, 0xC0, 0, 0xC0]), Clients.Deadline);
        await socket.SendAsync(Frame(2, [0]), Clients.Deadline);
        var bytes = new List<byte>();
        while (bytes.Count < 16 + 6) bytes.AddRange((await ReadFrameAsync(socket)).Payload);
        Assert.Equal(0x20, bytes[0]);
        Assert.Equal([0xD0, 0, 0xD0, 0, 0xD0, 0], bytes[^6..]);
    }

    private static byte[] Frame(int opcode, byte[] payload)
    {
        byte[] mask = [1, 2, 3, 4];
        return [(byte)(0x80 | opcode), (byte)(0x80 | payload.Length), .. mask, .. payload.Select((b, i) => (byte)(b ^ mask[i % 4]))];
    }

    private static async Task<Socket> OpenAsync(RunningServer server, string headers, int status)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.HttpPort, Clients.Deadline);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "GET /mqtt HTTP/1.1\r\nHost: flow.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n"), Clients.Deadline);
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket.ReceiveAsync(one, Clients.Deadline) == 1) head.Append((char)one[0]);
        Assert.StartsWith($"HTTP/1.1 {status} ", head.ToString(), StringComparison.Ordinal);
        return socket;
    }

    private static async Task<(int Opcode, int Code)> ReadCloseAsync(Socket socket)
    {
        while (true)
        {
            var (opcode, payload) = await ReadFrameAsync(socket);
            if (opcode == 8) return (opcode, (payload[0] << 8) | payload[1]);
        }
    }

    private static async Task<(int Opcode, byte[] Payload)> ReadFrameAsync(Socket socket)
    {
        var stream = new NetworkStream(socket);
        var head = new byte[2];
        await stream.ReadExactlyAsync(head, Clients.Deadline);
        var payload = new byte[head[1]];
        await stream.ReadExactlyAsync(payload, Clients.Deadline);
        return (head[0] & 15, payload);
    }
}
