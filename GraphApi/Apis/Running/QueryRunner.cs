using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Runs a query for an endpoint, within its limits: as one JSON answer, or, for a client that accepts <c>text/event-stream</c>, as progress events and then the result.
/// A client that leaves cancels it.
/// </summary>
internal sealed class QueryRunner(
    IOptions<JsonOptions> json, GraphApiOptions options, FlowStores stores, LakeDatabase lake, ScopeReader scopes, QueryProblems problems, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;

    // Of its own for each source: a slow question to history must not hold up the live map.
    private readonly QuerySlots _history = new(options.Query);
    private readonly QuerySlots _live = new(options.Query);

    /// <param name="read">Reads the endpoint's own parameters; what it throws as <see cref="BadQueryException"/> is answered with 400.</param>
    public async Task<IResult> RunAsync<T>(HttpContext context, string endpoint, ScopeParameters parameters, Func<QueryScope, StoreQuery<T>> read)
    {
        var generation = lake.Generation;
        var started = time.GetTimestamp();
        QuerySlots.Place? place = null;
        try
        {
            ParameterNames.Check(context.Request.Query, parameters.GetType());
            var scope = scopes.Read(parameters);
            var query = read(scope);
            place = (scope.Source == QuerySource.Live ? _live : _history).Enter();
            var store = stores[scope.Source];
            context.Response.Headers.CacheControl = "no-store";
            if (context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == "text/event-stream"))
            {
                var events = Events(endpoint, place, (progress, token) => query(store, progress, token), context.RequestAborted);
                place = null;
                return TypedResults.ServerSentEvents(events);
            }

            using var activity = Telemetry.Source.StartActivity(endpoint);
            return TypedResults.Json(await WithinLimitsAsync(place, (progress, token) => query(store, progress, token), new QueryStateProgress(), context.RequestAborted), _json);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read it; the code is nginx's "client closed request".
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception exception) when (QueryProblems.Explains(exception))
        {
            var problem = problems.Of(exception, generation);
            if (exception is QueryRefusedException { RetryAfter: { } wait }) context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return problem;
        }
        finally
        {
            place?.Dispose();
            Record(endpoint, started);
        }
    }

    public void Dispose()
    {
        _history.Dispose();
        _live.Dispose();
    }

    private async Task<T> WithinLimitsAsync<T>(
        QuerySlots.Place place, Func<IProgress<QueryProgress>, CancellationToken, Task<T>> query, IProgress<QueryProgress> progress, CancellationToken cancellationToken)
    {
        var hasTurn = false;
        using var deadline = new CancellationTokenSource(options.Query.Timeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await place.TurnAsync(ended.Token);
            hasTurn = true;
            return await query(progress, ended.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw hasTurn ? QueryRefusedException.TooSlow(options.Query) : QueryRefusedException.WaitedTooLong(options.Query);
        }
    }

    private async IAsyncEnumerable<SseItem<string>> Events<T>(
        string endpoint, QuerySlots.Place place, Func<IProgress<QueryProgress>, CancellationToken, Task<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var held = place;
        using var activity = Telemetry.Source.StartActivity(endpoint);
        var started = time.GetTimestamp();
        var generation = lake.Generation;
        var progress = new QueryStateProgress();
        var running = WithinLimitsAsync(place, query, progress, cancellationToken);
        do
        {
            yield return Event("progress", new
            {
                progress.Latest.State,
                progress.Latest.BytesScanned,
                progress.Latest.RowsRead,
                ElapsedMs = (long)time.GetElapsedTime(started).TotalMilliseconds,
            });
            await Task.WhenAny(running, Task.Delay(ProgressInterval, time, cancellationToken));
        }
        while (!running.IsCompleted);

        SseItem<string> last;
        try
        {
            last = Event("result", await running);
        }
        catch (Exception exception) when (QueryProblems.Explains(exception))
        {
            last = Event("problem", problems.Of(exception, generation).ProblemDetails);
        }
        finally
        {
            Record(endpoint, started);
        }

        yield return last;
    }

    private SseItem<string> Event(string name, object? data) => new(JsonSerializer.Serialize(data, _json), name);

    private void Record(string endpoint, long started) =>
        Telemetry.QuerySeconds.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("endpoint", endpoint));
}
