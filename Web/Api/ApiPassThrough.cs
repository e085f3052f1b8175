using System.Buffers;
using System.Net;
using FlowOptics.Web.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace FlowOptics.Web.Api;

/// <summary>
/// Hands a request to GraphApi and its answer back, as they come: nothing is held back (server-sent events arrive one by one), and a browser that
/// goes away cancels the query. Stands in for Yarp.ReverseProxy.
/// </summary>
internal sealed partial class ApiPassThrough(HttpMessageInvoker client, WebTelemetry telemetry, IHostApplicationLifetime lifetime, ILogger<ApiPassThrough> logger)
{
    /// <summary>The name that service discovery knows it by.</summary>
    public const string GraphApi = "http://graphapi";

    public async Task ForwardAsync(HttpContext context)
    {
        // A query may run for minutes; Kestrel would wait for it when the service stops.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            using var request = ForwardedRequest.Create(context, GraphApi);
            using var response = await client.SendAsync(request, ended.Token);
            await CopyAsync(response, context, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            await FailAsync(context, failure);
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        HopByHopHeaders.CopyEndToEnd(response, context.Response.Headers);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // A browser's EventSource is open when the headers are there, not when the first event is.
        await context.Response.StartAsync(cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);

        await using var source = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        using var activity = telemetry.StartForward();
        var bytes = 0L;
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
                bytes += read;
            }
        }
        finally
        {
            telemetry.Forwarded(activity, bytes);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task FailAsync(HttpContext context, Exception failure)
    {
        // The browser's body was at fault (too large, cut off): Kestrel knows the answer.
        if (failure.InnerException is BadHttpRequestException bad) throw bad;

        LogNoAnswer(context.Request.Path, failure.Message);
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await TypedResults.Problem(
            title: "The query service does not answer",
            detail: "Web could not reach GraphApi. It may be starting, or have ended: the dashboard shows its state and its log. Try again in a moment.",
            statusCode: (int)HttpStatusCode.BadGateway).ExecuteAsync(context);
    }

    [LoggerMessage(6001, LogLevel.Warning, "GraphApi did not answer {Path}: {Reason}")]
    private partial void LogNoAnswer(string path, string reason);
}
