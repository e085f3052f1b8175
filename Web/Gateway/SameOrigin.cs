namespace FlowOptics.Web.Gateway;

/// <summary>
/// Lets only our own page open a WebSocket. Browsers apply no same-origin rule to WebSockets, so any page could listen in with the viewer's cookies.
/// </summary>
internal static class SameOrigin
{
    public static void UseSameOrigin(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsSame(context.Request.Headers.Origin, context.Request.Host))
        {
            await next(context);
            return;
        }

        await TypedResults.Problem(
            title: "Another page's WebSocket",
            detail: $"The page's origin is '{context.Request.Headers.Origin}', this host is '{context.Request.Host}'. Only FlowOptics' own page may connect.",
            statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
    });

    /// <summary>
    /// Compares without the scheme, which a load balancer that ends TLS changes. A program that sends no Origin is no browser, and is not led astray by a page.
    /// </summary>
    internal static bool IsSame(string? origin, HostString host) =>
        string.IsNullOrEmpty(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page.Scheme is "http" or "https"
            && string.Equals(page.Authority, WithoutDefaultPort(page, host), StringComparison.OrdinalIgnoreCase));

    private static string WithoutDefaultPort(Uri page, HostString host) =>
        host.Port == (page.Scheme == Uri.UriSchemeHttps ? 443 : 80) ? host.Host : host.Value ?? "";
}
