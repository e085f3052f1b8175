namespace FlowOptics.Mqtt.Server.Access;

/// <summary>
/// Lets only known pages open a WebSocket (RFC 6455, section 10.2). Browsers apply no same-origin rule to WebSockets, so any page in the world could
/// listen in through its visitor's browser ("cross-site WebSocket hijacking").
/// </summary>
internal static class OriginRules
{
    /// <param name="origin">The request's Origin; browsers always send it, and a page cannot change it.</param>
    /// <param name="host">The request's Host, as <c>localhost:8000</c>.</param>
    public static bool IsAllowed(string? origin, string host, MqttServerOptions options)
    {
        if (string.IsNullOrEmpty(origin)) return options.AllowNoOrigin;
        if (options.AllowedOrigins.Any(allowed => allowed == "*" || string.Equals(allowed.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase))) return true;

        // Compared without the scheme, which a load balancer that ends TLS changes.
        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page.Scheme is "http" or "https"
            && string.Equals(page.Authority, WithoutDefaultPort(page, host), StringComparison.OrdinalIgnoreCase);
    }

    private static string WithoutDefaultPort(Uri page, string host)
    {
        var port = page.Scheme == Uri.UriSchemeHttps ? ":443" : ":80";
        return host.EndsWith(port, StringComparison.Ordinal) ? host[..^port.Length] : host;
    }
}
