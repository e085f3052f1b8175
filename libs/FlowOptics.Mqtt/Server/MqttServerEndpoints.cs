using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace FlowOptics.Mqtt;

/// <summary>Puts the <see cref="MqttServer"/> of the service container on Kestrel's endpoints.</summary>
public static class MqttServerEndpoints
{
    /// <summary>MQTT over TCP on this endpoint.</summary>
    public static ListenOptions UseMqtt(this ListenOptions listen) => throw new NotImplementedException();

    /// <summary>MQTT over WebSocket at <paramref name="path"/>.</summary>
    public static IEndpointConventionBuilder MapMqtt(this IEndpointRouteBuilder endpoints, string path) => throw new NotImplementedException();

    public static IServiceCollection AddMqttServer(this IServiceCollection services, MqttServerOptions options) => throw new NotImplementedException();
}
