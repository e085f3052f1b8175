using System.Net;
using FlowOptics.Broker.Access;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;

namespace FlowOptics.Broker;

/// <summary>Binds both kinds of endpoints: Kestrel ignores ASPNETCORE_URLS as soon as one endpoint is given in code.</summary>
internal static class BrokerEndpoints
{
    public static void AddBroker(this WebApplicationBuilder builder, BrokerOptions options)
    {
        // As Web: a page elsewhere that lets its own name resolve to 127.0.0.1 (DNS rebinding) would be of the same origin.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new("AllowedHosts", "localhost;127.0.0.1;[::1]")] });
        var authorizer = options.Access is { } access ? new AccessAuthorizer(access, TimeProvider.System) : null;
        if (authorizer is not null) builder.Services.AddSingleton(_ => authorizer);
        builder.Services.AddMqttServer(options.Server with { Authorizer = authorizer });
    }

    public static void ListenOn(this WebApplicationBuilder builder, BrokerOptions options)
    {
        // At each start Kestrel would warn that it ignores the addresses which are bound here.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, NetworkBuffers>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Address, options.Port, listen => listen.UseMqtt());
            foreach (var url in options.Urls) Listen(kestrel, url);
        });
    }

    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="ServiceConfigurationException">The MQTT port is taken.</exception>
    public static async Task RunBrokerAsync(this WebApplication app, BrokerOptions options)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException && taken.Message.Contains($":{options.Port}:", StringComparison.Ordinal))
            {
                throw new ServiceConfigurationException(
                    $"port {options.Port} is taken: stop what listens there (another MQTT broker?), or choose another port with {BrokerOptions.PortKey}.", taken);
            }
            catch (MqttException unusable)
            {
                throw new ServiceConfigurationException($"{unusable.Message} The folder follows from {BrokerOptions.DataKey}.", unusable);
            }

            BrokerLog.Listening(app.Logger, options.Server.StorageFolder ?? "memory only: nothing survives this process, since FlowOptics:Data is not set");
            if (options.Access is { } access) BrokerLog.Access(app.Logger, access.Users.Count, access.Anonymous is null ? "nobody else" : "others by the rules for anonymous");
            else BrokerLog.OpenToAll(app.Logger, BrokerOptions.AccessKey);
            await app.WaitForShutdownAsync();
        }
    }

    private static void Listen(KestrelServerOptions kestrel, BindingAddress url)
    {
        if (IPAddress.TryParse(url.Host, out var address)) kestrel.Listen(address, url.Port);
        else if (url.Host is "*" or "+") kestrel.ListenAnyIP(url.Port);
        else if (url.Port == 0) kestrel.Listen(IPAddress.Loopback, 0);
        else kestrel.ListenLocalhost(url.Port);
    }
}
