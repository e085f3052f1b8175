using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>The server on Kestrel's sockets, without a web host around it: it starts in a millisecond.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly MqttServer _server;
    private readonly SocketTransportFactory _sockets = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
    private readonly List<Task> _serving = [];
    private IConnectionListener _listener = null!;
    private Task _accepting = Task.CompletedTask;

    private BareServer(MqttServerOptions options, TimeProvider time) => _server = new MqttServer(options, time: time);

    public int Port => ((IPEndPoint)_listener.EndPoint).Port;

    public MqttServer Server => _server;

    public static async Task<BareServer> StartAsync(MqttServerOptions options, TimeProvider time)
    {
        var server = new BareServer(options, time);
        await server._server.StartAsync(CancellationToken.None);
        server._listener = await server._sockets.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), CancellationToken.None);
        server._accepting = server.AcceptAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.UnbindAsync(CancellationToken.None);
        await _accepting;
        _server.Shutdown();
        await Task.WhenAll(_serving);
        await _listener.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        while (await _listener.AcceptAsync() is { } connection) _serving.Add(ServeAsync(connection));
    }

    private async Task ServeAsync(ConnectionContext connection)
    {
        await using (connection) await _server.ServeAsync(connection);
    }
}
