using FlowOptics.SignIn;

namespace FlowOptics.GraphApi.Startup;

/// <summary>
/// Writes down who asked what, when and for how long: each request of a person who signed in, when its answer has ended. The category is <c>FlowOptics.GraphApi.Startup.QueryAudit</c>, the event 3050, so
/// that a collector can keep it apart. Where nobody signs in there is nobody to write down.
/// </summary>
internal sealed class QueryAudit(RequestDelegate next, TimeProvider time, ILogger<QueryAudit> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<Viewer>() is { } viewer)
            {
                Log.Asked(
                    logger, viewer.Subject, viewer.Name, viewer.Role, context.Request.Path, context.Request.QueryString.Value ?? "", context.RequestAborted.IsCancellationRequested ? "left" : context.Response.StatusCode.ToString(),
                    (long)time.GetElapsedTime(started).TotalMilliseconds);
            }
        }
    }
}
