using FlowOptics.Web.Gateway.Iot;
using FlowOptics.Web.SignIn;

namespace FlowOptics.Web.Security;

/// <summary>What a browser may do with our answers: nothing from elsewhere, in no frame of others.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // As late as can be: whoever answers with an error clears the headers first.
        context.Response.OnStarting(static state => Write((HttpContext)state), context);
        return next(context);
    });

    private static Task Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(
            context.Request, context.RequestServices.GetRequiredService<IssuerEndpoints>().TokenOrigin, context.RequestServices.GetService<ViewerOptions>()?.Origin);
        // A name of this machine may be another program's tomorrow, which has no certificate.
        if (context.Request.IsHttps && context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]")) headers.StrictTransportSecurity = "max-age=31536000";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return Task.CompletedTask;
    }

    /// <summary>
    /// The page brings all its code and styles as files; images may be made by it (exports, icons). The WebSocket's own source is named, since
    /// 'self' covers ws: only in browsers that implement CSP 3 in this point.
    /// </summary>
    /// <param name="tokenOrigin">Where the page exchanges its code for a token; null: nobody signs in.</param>
    /// <param name="iotOrigin">Where the page hears the map's ticks from; null: from here, as everything.</param>
    private static string Policy(HttpRequest request, string? tokenOrigin, string? iotOrigin) => string.Join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        string.Join(' ', (string?[])["connect-src 'self'", $"{(request.IsHttps ? "wss" : "ws")}://{request.Host.Value}", .. new[] { tokenOrigin, iotOrigin }.OfType<string>()]),
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
}
