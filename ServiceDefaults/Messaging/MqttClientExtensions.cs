using System.Diagnostics.Metrics;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults.Messaging;
using FlowOptics.ServiceDefaults.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlowOptics.ServiceDefaults;

/// <summary>One MQTT client a service, from <c>ConnectionStrings:mqtt</c>.</summary>
public static class MqttClientExtensions
{
    /// <summary>
    /// Registers a started <see cref="MqttClient"/>, its health check ("mqtt"), a <see cref="DeliveringPublisher"/>, and a <see cref="ServiceStatus"/> whose heartbeat is published,
    /// retained, to <c>flowoptics/v1/status/{service}/{instance}</c> every 5 s, with a last will that says "offline".
    /// </summary>
    /// <param name="service">e.g. "enricher"; the client id is <c>{service}-{instance}</c> unless <paramref name="configure"/> changes it.</param>
    /// <exception cref="ServiceConfigurationException"><c>ConnectionStrings:mqtt</c> is missing or malformed.</exception>
    public static IHostApplicationBuilder AddMqttClient(
        this IHostApplicationBuilder builder, string service, Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        var instance = ServiceInstance.Id(builder.Configuration);
        var options = Options(builder.Configuration, $"{service}-{instance}") with { Will = StatusMessage.Offline(service, instance) };
        if (configure is not null) options = configure(options);
        options = IotSettings.Apply(options, builder.Configuration, TimeProvider.System);
        if (MqttSettings.SessionExpiry(builder.Configuration) is { } most && most < options.SessionExpiry) options = options with { SessionExpiry = most };

        builder.Services.AddSingleton<ServiceStatus>();
        builder.Services.AddSingleton(services =>
        {
            var client = new MqttClient(options, services.GetRequiredService<ILogger<MqttClient>>(), services.GetRequiredService<TimeProvider>());
            client.Start();
            return client;
        });
        var others = Enumerable.Range(1, IotSettings.Connections(builder.Configuration) - 1).Select(number => Publishing(options, number)).ToList();
        builder.Services.AddSingleton(services => PublishingConnections.Start(others, services.GetRequiredService<ILogger<MqttClient>>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => new DeliveringPublisher(
            services.GetRequiredService<MqttClient>(),
            services.GetRequiredService<PublishingConnections>(),
            services.GetRequiredService<ServiceStatus>(),
            services.GetRequiredService<IMeterFactory>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<DeliveringPublisher>>()));
        builder.Services.AddHostedService(services => new Heartbeat(
            services.GetRequiredService<MqttClient>(),
            services.GetRequiredService<ServiceStatus>(),
            service,
            instance,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<Heartbeat>>()));
        builder.Services.AddHealthChecks().Add(new("mqtt", services => new MqttHealthCheck(services.GetRequiredService<MqttClient>(), options.Server), null, null));
        return builder;
    }

    /// <summary>Nothing waits for a connection that only publishes, and its end is no service's.</summary>
    private static MqttClientOptions Publishing(MqttClientOptions options, int number) =>
        options with { ClientId = $"{options.ClientId}-{number}", Will = null, CleanStart = true, SessionExpiry = TimeSpan.FromMinutes(5) };

    private static MqttClientOptions Options(IConfiguration configuration, string clientId)
    {
        var connection = configuration.GetConnectionString("mqtt");
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw new ServiceConfigurationException(
                "ConnectionStrings:mqtt is missing: set ConnectionStrings__mqtt to the address of the MQTT broker, e.g. mqtt://127.0.0.1:1883.");
        }

        try
        {
            return MqttSettings.LogIn(MqttClientOptions.Parse(connection, clientId), configuration);
        }
        catch (FormatException wrong)
        {
            // The connection string may hold a password: it is not repeated here.
            throw new ServiceConfigurationException($"ConnectionStrings:mqtt is no address of an MQTT broker: {wrong.Message}", wrong);
        }
    }
}
