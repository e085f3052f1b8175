using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Web.Page;

/// <summary>The page: what Vite built into wwwroot, and index.html for each of the page's own routes.</summary>
internal static class PageEndpoints
{
    public static void AddPage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PageFiles>();
        builder.Services.AddHealthChecks().AddCheck<PageHealthCheck>("page", HealthStatus.Degraded);
    }

    /// <remarks>Open: the page is the same for everybody, and it is what signs people in.</remarks>
    public static void MapPage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapFallback("{**path}", (HttpRequest request, PageFiles files) => files.Answer(request)).ExcludeFromDescription().AllowAnonymous();
}
