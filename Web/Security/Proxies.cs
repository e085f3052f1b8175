using System.Net;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace FlowOptics.Web.Security;

/// <summary>On whose word a request comes from another address, or by https. Nobody's, unless it is configured: these headers can be written by anyone.</summary>
internal static class Proxies
{
    private const string Key = "FlowOptics:Web:Proxies";

    /// <exception cref="ServiceConfigurationException">A setting is wrong.</exception>
    public static void AddProxies(this IHostApplicationBuilder builder)
    {
        // ASP.NET Core's own switch believes everybody.
        if (string.Equals(builder.Configuration["FORWARDEDHEADERS_ENABLED"], "true", StringComparison.OrdinalIgnoreCase))
            throw new ServiceConfigurationException($"ASPNETCORE_FORWARDEDHEADERS_ENABLED would believe forwarded headers of everybody: leave it out, and name the proxies in {Key}.");

        var proxies = (builder.Configuration["FlowOptics:Web:Proxies"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network).ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
        });
    }

    public static void UseProxies(this WebApplication app) => app.UseForwardedHeaders();

    private static IPNetwork Network(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : throw new ServiceConfigurationException($"{Key} has '{text}': give addresses or CIDR blocks, as 10.0.0.0/24, with ; between them.");
    }
}
