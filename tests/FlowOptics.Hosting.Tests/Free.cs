using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Tests;

/// <summary>A port that nobody else has; taken until it is disposed of.</summary>
internal sealed class Free : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Free() => _listener.Start();

    public int Number => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();
}
