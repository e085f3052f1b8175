using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;
using Microsoft.AspNetCore.HttpOverrides;

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

        var proxies = AddressRanges.Parse(Key, builder.Configuration["FlowOptics:Web:Proxies"]);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
        });
    }

    public static void UseProxies(this WebApplication app) => app.UseForwardedHeaders();
}
