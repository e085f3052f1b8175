using System.Globalization;
using System.Net;
using FlowOptics.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Ingestor.Tests;

/// <summary>The real MQTT server on Kestrel; can be ended and started again on its port, with or without what it had stored.</summary>
internal sealed class RunningBroker(string? storage = null) : IAsyncDisposable
{
    private WebApplication? _app;

    public int Port { get; private set; }

    public MqttServerStatistics Statistics => _app!.Services.GetRequiredService<MqttServer>().Statistics;

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMqttServer(new MqttServerOptions { StorageFolder = storage });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port, listen => listen.UseMqtt()));
        _app = builder.Build();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Port = int.Parse(address[(address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
    }

    public async Task StopAsync()
    {
        if (_app is { } app) await app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
