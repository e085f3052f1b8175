using System.Net;
using System.Net.Sockets;

namespace FlowOptics.Mqtt.Tests.Server;

/// <summary>Bytes in, bytes out.</summary>
internal sealed class RawConnection : IDisposable
{
    /// <summary>CONNECT of 5.0, clean start, no keep-alive, no reason strings wanted (request problem information 0), client id "raw".</summary>
    public const string Connect = "10 12 00 04 4D 51 54 54 05 02 00 00 02 17 00 00 03 72 61 77";

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public RawConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    public async Task SendAsync(string hex) =>
        await _socket.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), Clients.Deadline);

    public async Task SendAsync(byte[] bytes) => await _socket.SendAsync(bytes, Clients.Deadline);

    /// <summary>The next packet as hex; "closed" at the end.</summary>
    public async Task<string> ReadAsync()
    {
        var head = new byte[2];
        if (!await FillAsync(head)) return "closed";
        var body = new byte[head[1]];
        Assert.True(head[1] < 128, "longer packets are not read here");
        await FillAsync(body);
        return string.Join(' ', head.Concat(body).Select(b => b.ToString("X2", null)));
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> FillAsync(byte[] buffer)
    {
        for (var at = 0; at < buffer.Length;)
        {
            int read;
            try
            {
                read = await _socket.ReceiveAsync(buffer.AsMemory(at), Clients.Deadline);
            }
            catch (SocketException)
            {
                return false;
            }

            if (read == 0) return false;
            at += read;
        }

        return true;
    }
}
