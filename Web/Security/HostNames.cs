using Microsoft.Extensions.Configuration.Memory;

namespace FlowOptics.Web.Security;

/// <summary>Which names of this host a request may ask for.</summary>
internal static class HostNames
{
    /// <summary>
    /// Without an <c>AllowedHosts</c> of its own, Web answers to names of this machine only: a page elsewhere that lets its own name resolve to
    /// 127.0.0.1 (DNS rebinding) would otherwise read everything, Origin check or not.
    /// </summary>
    public static void AddHostNames(this IHostApplicationBuilder builder) => builder.Configuration.Sources.Insert(
        0, new MemoryConfigurationSource { InitialData = [new("AllowedHosts", "localhost;127.0.0.1;[::1]")] });
}
