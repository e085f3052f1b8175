using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using FlowOptics.Web.Gateway.Iot;
using FlowOptics.Web.Telemetry;

namespace FlowOptics.Web.Gateway;

/// <summary>MQTT over WebSocket for browsers, at <c>/mqtt</c>. They never talk to the broker: Web ends their MQTT, and listens to the broker for all of them.</summary>
internal static class GatewayEndpoints
{
    public const string Path = "/mqtt";

    public static void AddGateway(this IHostApplicationBuilder builder)
    {
        // Nothing waits for a viewer: each start is a clean one under a name of its own.
        builder.AddMqttClient("web", options => options with
        {
            ClientId = $"web-{Guid.CreateVersion7():N}",
            CleanStart = true,
            SessionExpiry = TimeSpan.Zero,
        });
        builder.Services.AddSingleton<BrowserLogin>();
        builder.Services.AddMqttServer(services => new MqttServerOptions
        {
            Authorizer = services.GetRequiredService<BrowserLogin>(),
            AllowedOrigins = builder.Configuration.GetSection("FlowOptics:Web:AllowedOrigins").Get<string[]>() ?? [],
            // Behind a load balancer all browsers come from one address.
            MaxConnectionsOfAddress = int.MaxValue,
            MaxSubscriptionsOfSession = 50,
            SystemTopicsInterval = TimeSpan.Zero,
            // Some 30 ticks of the largest size: a browser that is further behind loses ticks, and takes its base anew.
            MaxSessionBytes = 1024 * 1024,
            // A viewer sends nothing but CONNECT, SUBSCRIBE and PINGREQ; what goes out to it is not bound by this.
            MaxPacketSize = 256 * 1024,
        });
        builder.AddViewerAddresses();
        builder.Services.AddSingleton<WebTelemetry>();
        builder.Services.AddHostedService<UpstreamRelay>();
    }

    public static void UseGateway(this WebApplication app) =>
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });

    public static void MapGateway(this WebApplication app)
    {
        // Open, since a browser's WebSocket can say who it is only afterwards, in its CONNECT (BrowserLogin), for which it has five seconds.
        app.MapMqtt(Path).AllowAnonymous();
        app.MapViewerAddresses();
    }
}
