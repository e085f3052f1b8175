using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Tests;

/// <summary>Our server on Kestrel, on ports that were free: MQTT over TCP, and over WebSocket at /mqtt.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app, int port, int httpPort)
    {
        _app = app;
        Port = port;
        HttpPort = httpPort;
    }

    public int Port { get; }

    public int HttpPort { get; }

    public MqttServer Server => _app.Services.GetRequiredService<MqttServer>();

    public MqttServerStatistics Statistics => Server.Statistics;

    public static async Task<RunningServer> StartAsync(MqttServerOptions? options = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddMqttServer(options ?? new MqttServerOptions());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseMqtt());
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.MapMqtt("/mqtt");
        await app.StartAsync(TestContext.Current.CancellationToken);
        var ports = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(a => int.Parse(a[(a.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture)).ToArray();
        return new RunningServer(app, ports[0], ports[1]);
    }

    public MqttClientOptions Options(string clientId) => MqttClientOptions.Parse($"mqtt://127.0.0.1:{Port}", clientId);

    public MqttClientOptions WebSocketOptions(string clientId) => MqttClientOptions.Parse($"ws://127.0.0.1:{HttpPort}/mqtt", clientId);

    public Task<MqttClient> ConnectAsync(string clientId, Func<MqttClientOptions, MqttClientOptions>? configure = null) =>
        Clients.ConnectAsync(configure is null ? Options(clientId) : configure(Options(clientId)));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
