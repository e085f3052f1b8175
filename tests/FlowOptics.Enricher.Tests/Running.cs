using System.Globalization;
using System.Net;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Enricher.Tests;

/// <summary>A broker and Enrichers in this process, over real connections on ports that were free.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly WebApplication _broker;
    private readonly List<IAsyncDisposable> _started = [];

    private Running(WebApplication broker) => _broker = broker;

    public int Port => new Uri(_broker.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    private string Address => string.Create(CultureInfo.InvariantCulture, $"mqtt://127.0.0.1:{Port}");

    public MqttServer Broker => _broker.Services.GetRequiredService<MqttServer>();

    public static async Task<Running> BrokerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMqttServer(new MqttServerOptions());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseMqtt()));
        var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Running(app);
    }

    public async Task<WebApplication> EnricherAsync(int batchesInFlight = 64, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:mqtt"] = Address,
            ["FlowOptics:Enricher:BatchesInFlight"] = batchesInFlight.ToString(CultureInfo.InvariantCulture),
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)));
        builder.AddServiceDefaults();
        builder.AddEnrichment();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync(TestContext.Current.CancellationToken);
        _started.Add(app);
        return app;
    }

    public async Task<MqttClient> ClientAsync(string clientId)
    {
        var client = new MqttClient(MqttClientOptions.Parse(Address, clientId));
        _started.Add(client);
        client.Start();
        await client.WaitConnectedAsync(TestContext.Current.CancellationToken);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _started)
        {
            if (started is WebApplication enricher) await enricher.StopAsync();
            await started.DisposeAsync();
        }

        await _broker.DisposeAsync();
    }
}
