using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FlowOptics.Tests;

/// <summary>A TCP port of this machine that nobody listens on now, and that this process has not been given before.</summary>
internal static class FreePort
{
    // Below the ports that systems give to clients (Linux: from 32,768): no connection of another test takes it before its server listens.
    private const int First = 10_000;
    private const int End = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (IsFree(port) && Given.TryAdd(port, true)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
