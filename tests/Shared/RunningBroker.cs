using System.Globalization;
using System.Net;
using System.Text;
using FlowOptics.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Tests;

/// <summary>The real MQTT server on Kestrel, over TCP and over WebSocket at /mqtt; can be ended and started again on its port, with or without what it had stored.</summary>
internal sealed class RunningBroker(MqttServerOptions? options = null, TimeProvider? time = null) : IAsyncDisposable
{
    private WebApplication? _app;

    public int Port { get; private set; }

    /// <summary>Another one after each start.</summary>
    public int HttpPort { get; private set; }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"mqtt://127.0.0.1:{Port}"));

    public MqttServer Server => _app!.Services.GetRequiredService<MqttServer>();

    public static async Task<RunningBroker> StartedAsync(MqttServerOptions? options = null, TimeProvider? time = null)
    {
        var broker = new RunningBroker(options, time);
        await broker.StartAsync();
        return broker;
    }

    public async Task StartAsync()
    {
        // Not the system's choice: that is a client's port as well, and gone to one while the broker is down.
        if (Port == 0) Port = FreePort.Find();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddMqttServer(options ?? new MqttServerOptions());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, Port, listen => listen.UseMqtt());
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _app = builder.Build();
        _app.MapMqtt("/mqtt");
        await _app.StartAsync(TestContext.Current.CancellationToken);
        HttpPort = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last()).Port;
    }

    public async Task PublishAsync(string topic, string payload, bool retain = false) =>
        await Server.PublishAsync(new MqttMessage(topic, Encoding.UTF8.GetBytes(payload)) { Retain = retain }, TestContext.Current.CancellationToken);

    public async Task StopAsync()
    {
        if (_app is { } app) await app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
