using FlowOptics.Mqtt.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt;

/// <summary>Puts the <see cref="MqttServer"/> of the service container on Kestrel's endpoints.</summary>
public static class MqttServerEndpoints
{
    /// <summary>MQTT over TCP on this endpoint.</summary>
    public static ListenOptions UseMqtt(this ListenOptions listen)
    {
        var server = listen.ApplicationServices.GetRequiredService<MqttServer>();
        listen.Run(server.ServeAsync);
        return listen;
    }

    /// <summary>MQTT over WebSocket at <paramref name="path"/>.</summary>
    public static IEndpointConventionBuilder MapMqtt(this IEndpointRouteBuilder endpoints, string path)
    {
        var server = endpoints.ServiceProvider.GetRequiredService<MqttServer>();
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(server.ServeAsync);
        return endpoints.Map(path, pipeline.Build());
    }

    /// <summary>Registers the server; it starts and stops with the host.</summary>
    public static IServiceCollection AddMqttServer(this IServiceCollection services, MqttServerOptions options) => services.AddMqttServer(_ => options);

    /// <summary>Likewise, with options that need other services, as an authorizer may.</summary>
    public static IServiceCollection AddMqttServer(this IServiceCollection services, Func<IServiceProvider, MqttServerOptions> options)
    {
        services.AddSingleton(provider => new MqttServer(
            options(provider), provider.GetService<ILogger<MqttServer>>(), provider.GetService<TimeProvider>()));
        services.AddHostedService<MqttServerLifetime>();
        return services;
    }
}
