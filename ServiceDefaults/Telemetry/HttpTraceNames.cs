using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace FlowOptics.ServiceDefaults.Telemetry;

/// <summary>
/// Completes ASP.NET Core's own activity by the semantic conventions for HTTP servers: ASP.NET Core 10 sets what is known when a request comes,
/// not its route, status and name ("GET /api/v1/graph").
/// </summary>
internal sealed class HttpTraceNames : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } activity)
            {
                await following(context);
                return;
            }

            try
            {
                await following(context);
                Complete(activity, context, context.Response.StatusCode, error: null);
            }
            catch (Exception failure)
            {
                Complete(activity, context, StatusCodes.Status500InternalServerError, failure.GetType().FullName);
                throw;
            }
        });
        next(app);
    };

    private static void Complete(Activity activity, HttpContext context, int status, string? error)
    {
        activity.SetTag("http.response.status_code", status);
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            activity.SetTag("http.route", route);
            activity.DisplayName = $"{context.Request.Method} {route}";
        }
        else
        {
            activity.DisplayName = context.Request.Method;
        }

        if (status < StatusCodes.Status500InternalServerError) return;
        activity.SetTag("error.type", error ?? status.ToString());
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
