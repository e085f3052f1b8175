using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Runs a query for an endpoint: as one JSON answer, or, for a client that accepts <c>text/event-stream</c>, as progress events and then the result.
/// A client that leaves cancels it.
/// </summary>
internal sealed class QueryRunner(IOptions<JsonOptions> json, LakeDatabase lake, TimeProvider time, ILogger<QueryRunner> logger)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;

    public async Task<IResult> RunAsync<T>(
        HttpContext context, string endpoint, Func<Func<IProgress<QueryProgress>, CancellationToken, Task<T>>> read)
    {
        Func<IProgress<QueryProgress>, CancellationToken, Task<T>> query;
        try
        {
            query = read();
        }
        catch (BadQueryException exception)
        {
            return Problem("The query cannot be understood", exception.Message, StatusCodes.Status400BadRequest);
        }

        using var activity = Telemetry.Source.StartActivity(endpoint);
        if (context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == "text/event-stream"))
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.ServerSentEvents(Events(endpoint, query, context.RequestAborted));
        }

        var started = time.GetTimestamp();
        var generation = lake.Generation;
        try
        {
            return TypedResults.Json(await query(new Progress(), context.RequestAborted), _json);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read it; the code is nginx's "client closed request".
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (DuckDbException exception)
        {
            return Failed(exception, generation);
        }
        finally
        {
            Telemetry.QuerySeconds.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("endpoint", endpoint));
        }
    }

    private async IAsyncEnumerable<SseItem<string>> Events<T>(
        string endpoint, Func<IProgress<QueryProgress>, CancellationToken, Task<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var generation = lake.Generation;
        var progress = new Progress();
        var running = query(progress, cancellationToken);
        do
        {
            yield return Event("progress", new
            {
                progress.Latest.State,
                progress.Latest.BytesScanned,
                ElapsedMs = (long)time.GetElapsedTime(started).TotalMilliseconds,
            });
            await Task.WhenAny(running, Task.Delay(ProgressInterval, time, cancellationToken));
        }
        while (!running.IsCompleted && !cancellationToken.IsCancellationRequested);

        SseItem<string> last;
        try
        {
            last = Event("result", await running);
        }
        catch (DuckDbException exception)
        {
            last = Event("problem", Failed(exception, generation).ProblemDetails);
        }

        Telemetry.QuerySeconds.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("endpoint", endpoint));
        yield return last;
    }

    private SseItem<string> Event(string name, object? data) => new(JsonSerializer.Serialize(data, _json), name);

    private Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Failed(DuckDbException exception, int generation)
    {
        Log.QueryFailed(logger, exception.Message);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, exception.Message);
        if (exception.IsFatal)
        {
            // Nothing would answer until the lake is another; the import finds its objects again.
            lake.Rebuild(exception.Message, generation);
            return Problem("The lake was damaged", "It is being made again from the bucket: try again when the import is done.", StatusCodes.Status503ServiceUnavailable);
        }

        return exception.Message.StartsWith("Out of Memory", StringComparison.Ordinal)
            ? Problem("The query is too large", "The lake's memory does not hold this answer: narrow the range, the account or the group, or raise FlowOptics:Lake:MemoryMegabytes.", StatusCodes.Status503ServiceUnavailable)
            : Problem("The lake could not answer", "DuckDB failed; the service's log has its message. Try again; if it stays so, delete the lake's folder: it is made again from the bucket.", StatusCodes.Status500InternalServerError);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Problem(string title, string detail, int status) =>
        TypedResults.Problem(new ProblemDetails { Title = title, Detail = detail, Status = status });

    private sealed class Progress : IProgress<QueryProgress>
    {
        public QueryProgress Latest { get; private set; } = new("queued", 0, TimeSpan.Zero);

        public void Report(QueryProgress value) => Latest = value;
    }
}
