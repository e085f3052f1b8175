using System.Net;
using System.Text;
using FlowOptics.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Web.Tests.Gateway;

/// <summary>A real broker on TCP, for Web to listen to.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestBroker(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    public MqttServer Server => _app.Services.GetRequiredService<MqttServer>();

    /// <param name="port">0: a free one.</param>
    public static async Task<TestBroker> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMqttServer(new MqttServerOptions());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseMqtt()));
        var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestBroker(app);
    }

    public async Task PublishAsync(string topic, string payload, bool retain = false) =>
        await Server.PublishAsync(new MqttMessage(topic, Encoding.UTF8.GetBytes(payload)) { Retain = retain }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
