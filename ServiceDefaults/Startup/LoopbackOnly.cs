using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlowOptics.ServiceDefaults;

/// <summary>For a service that would be open to whoever reaches it: it starts on this machine's own addresses only.</summary>
public static class LoopbackOnly
{
    /// <summary>Refuses to start on any other address, however it is given (ASPNETCORE_URLS, HTTP_PORTS, Kestrel's configuration, in code).</summary>
    /// <param name="why">Ends the sentence: why it is open, and what closes it.</param>
    public static void ListenOnLoopbackOnly(this IHostApplicationBuilder builder, string why) => builder.Services.Configure<KestrelServerOptions>(kestrel =>
        // Kestrel asks before it binds an endpoint.
        kestrel.ConfigureEndpointDefaults(listen =>
        {
            if (listen.IPEndPoint is { } endpoint && !IPAddress.IsLoopback(endpoint.Address))
                throw new ServiceConfigurationException($"it would listen on {endpoint}, which others can reach, and {why}. Or listen on 127.0.0.1 only.");
        }));
}
