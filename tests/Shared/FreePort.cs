using System.Net;
using System.Net.Sockets;

namespace FlowOptics.Tests;

/// <summary>
/// A TCP port of this machine that nobody listens on, and that no test is given but this one: also not one of another suite, which runs at the same time.
/// </summary>
internal static class FreePort
{
    // Below the ports that systems give to clients (Linux: from 32,768): no connection of another test takes it before its server listens.
    private const int First = 10_000;
    private const int End = 32_000;
    private const int BlockSize = 100;

    private static readonly Lock Gate = new();

    // A process has a block of ports as long as it listens on the first one.
    private static readonly List<TcpListener> Blocks = [];
    private static int _next;
    private static int _end;

    public static int Find()
    {
        lock (Gate)
        {
            while (true)
            {
                if (_next == _end) TakeBlock();
                var port = _next++;
                if (Listen(port) is not { } listener) continue;
                listener.Stop();
                return port;
            }
        }
    }

    private static void TakeBlock()
    {
        while (true)
        {
            var first = First + (Random.Shared.Next((End - First) / BlockSize) * BlockSize);
            if (Listen(first) is not { } listener) continue;
            Blocks.Add(listener);
            (_next, _end) = (first + 1, first + BlockSize);
            return;
        }
    }

    private static TcpListener? Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            listener.Dispose();
            return null;
        }
    }
}
