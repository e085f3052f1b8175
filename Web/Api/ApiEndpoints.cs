using FlowOptics.ServiceDefaults.Discovery;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FlowOptics.Web.Api;

/// <summary>GraphApi's endpoints, under the page's own origin.</summary>
internal static class ApiEndpoints
{
    // As long as GraphApi takes, so that what is too long is refused in its words.
    private const int MaxRequestLine = 4 * 1024 * 1024;

    private const int MaxRequestBody = 4 * 1024 * 1024;

    public static void AddApi(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new HttpMessageInvoker(new ServiceDiscoveryHandler(services.GetRequiredService<ServiceEndpoints>())
        {
            // Not a client of the factory: a pass-through neither retries, follows, decompresses nor keeps cookies; those who ask it do.
            InnerHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = System.Net.DecompressionMethods.None,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                // Otherwise a GraphApi that moved to another address is never looked up again.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            },
        }));
        builder.Services.AddSingleton<ApiPassThrough>();
        builder.Services.AddHealthChecks().AddCheck<GraphApiHealth>("graphapi");
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            // Nothing that is asked here has more than a few bytes of body.
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.Limits.MaxRequestBufferSize = MaxRequestLine * 2;
        });
    }

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        foreach (var pattern in new[] { "/api/{**path}", "/openapi/{**path}" })
        {
            endpoints.Map(pattern, (HttpContext context, ApiPassThrough api) => api.ForwardAsync(context)).ExcludeFromDescription();
        }
    }
}
