using System.Globalization;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Enricher.Tests;

/// <summary>A broker and Enrichers in this process, over real connections on ports that were free.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly RunningBroker _broker = new();
    private readonly List<IAsyncDisposable> _started = [];

    private Running()
    {
    }

    public int Port => _broker.Port;

    public MqttServer Broker => _broker.Server;

    private string Address => _broker.Address.OriginalString;

    public static async Task<Running> BrokerAsync()
    {
        var running = new Running();
        await running._broker.StartAsync();
        return running;
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
