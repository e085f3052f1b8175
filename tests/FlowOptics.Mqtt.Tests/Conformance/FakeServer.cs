using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>A server that says what a test tells it to, and hears what our client says; see <see cref="Notation"/>.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private const string Connack = "20 [ 00 00 ( ) ]";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Wire? _wire;

    public FakeServer(Func<MqttClientOptions, MqttClientOptions>? configure = null, TimeProvider? time = null, ILogger<MqttClient>? logger = null)
    {
        _listener.Start();
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        var options = MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", "c") with { KeepAlive = TimeSpan.Zero, SessionExpiry = TimeSpan.Zero };
        Client = new MqttClient(configure?.Invoke(options) ?? options, logger, time);
        Client.Start();
    }

    public MqttClient Client { get; }

    /// <summary>The client comes, also again: its CONNECT is read and answered.</summary>
    public async Task AcceptAsync(string connect = "10 ..", string connack = Connack)
    {
        await AcceptWireAsync(connect);
        await SendAsync(connack);
        await Client.WaitConnectedAsync(Clients.Deadline);
    }

    public async Task AcceptWireAsync(string connect = "10 ..")
    {
        _wire?.Dispose();
        _wire = new Wire(await _listener.AcceptSocketAsync(Clients.Deadline));
        await ExpectAsync(connect);
    }

    public Task SendAsync(string bytes) => SendRawAsync(Notation.Bytes(bytes));

    public Task SendRawAsync(byte[] bytes) => _wire!.SendAsync(bytes);

    /// <summary>The client's next packet.</summary>
    public async Task ExpectAsync(string expected)
    {
        var packet = await _wire!.ReadAsync();
        var heard = packet is null ? "closed" : string.Join(' ', packet.Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));
        if (expected == "closed") Assert.Equal("closed", heard);
        else Assert.True(packet is not null && Notation.Matches(expected, packet), $"expected {expected}, heard {heard}");
    }

    /// <summary>The network breaks; what the client had written is lost with it.</summary>
    public async Task DropAsync()
    {
        _wire!.Reset();
        await Eventually.TrueAsync(() => !Client.IsConnected, "the client sees that the network broke");
    }

    public async ValueTask DisposeAsync()
    {
        _wire?.Dispose();
        _listener.Dispose();
        await Client.DisposeAsync();
    }
}
