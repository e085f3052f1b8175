using System.Net;
using System.Net.Sockets;

namespace FlowOptics.Tests;

/// <summary>A TCP port of this machine that nobody listens on now.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
