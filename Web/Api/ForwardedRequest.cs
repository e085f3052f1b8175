using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FlowOptics.Web.Api;

/// <summary>The browser's request as it goes on to GraphApi.</summary>
internal static class ForwardedRequest
{
    public static HttpRequestMessage Create(HttpContext context, string target)
    {
        var incoming = context.Request;
        var request = new HttpRequestMessage(
            new HttpMethod(incoming.Method), $"{target}{incoming.Path.ToUriComponent()}{incoming.QueryString.ToUriComponent()}");
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true) request.Content = new StreamContent(incoming.Body);

        HopByHopHeaders.CopyEndToEnd(incoming.Headers, request);
        // What the browser says of itself under these names would be believed.
        SetForwarded(request, "X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        SetForwarded(request, "X-Forwarded-Host", incoming.Host.Value);
        SetForwarded(request, "X-Forwarded-Proto", incoming.Scheme);
        return request;
    }

    private static void SetForwarded(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
    }
}
