using System.Net;
using System.Net.Sockets;

namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>A socket that reads whole packets.</summary>
internal sealed class Wire(Socket socket) : IDisposable
{
    public static async Task<Wire> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, Clients.Deadline);
        return new Wire(socket);
    }

    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            await socket.SendAsync(bytes, Clients.Deadline);
        }
        catch (SocketException)
        {
            // The peer has ended it: what is read next says so.
        }
    }

    /// <summary>The next packet; null at the end.</summary>
    public async Task<byte[]?> ReadAsync()
    {
        var packet = new List<byte>();
        var one = new byte[1];
        var (length, shift) = (0, 0);
        do
        {
            if (!await FillAsync(one)) return null;
            packet.Add(one[0]);
            if (packet.Count == 1) continue;
            length |= (one[0] & 0x7F) << shift;
            shift += 7;
        }
        while (packet.Count == 1 || (one[0] & 0x80) != 0);
        var body = new byte[length];
        return await FillAsync(body) ? [.. packet, .. body] : null;
    }

    /// <summary>Ends it as a broken network does, with a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> FillAsync(byte[] buffer)
    {
        for (var at = 0; at < buffer.Length;)
        {
            var read = 0;
            try
            {
                read = await socket.ReceiveAsync(buffer.AsMemory(at), Clients.Deadline);
            }
            catch (SocketException)
            {
                // As good as its end.
            }

            if (read == 0) return false;
            at += read;
        }

        return true;
    }
}
