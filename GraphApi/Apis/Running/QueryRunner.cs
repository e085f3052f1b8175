using System.Globalization;
using System.Text.Json;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using FlowOptics.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Runs a query for an endpoint, within its limits: as one JSON answer, as progress events and then the result for a client that accepts <c>text/event-stream</c>, or as a file.
/// A client that leaves cancels it. An answer over a finished range has an entity tag, and is kept.
/// </summary>
internal sealed class QueryRunner(
    IOptions<JsonOptions> json, GraphApiOptions options, FlowStores stores, LakeDatabase lake, ScopeReader scopes, QueryTurns turns, AnswerTags tags, QueryProblems problems, TimeProvider time)
{
    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;
    private readonly AnswerCache _answers = new(options.Query.CacheBytes);

    /// <param name="read">Reads the endpoint's own parameters; what it throws as <see cref="BadQueryException"/> is answered with 400.</param>
    /// <param name="version">What the answer to a finished range depends on beside its records: another number when that changes.</param>
    public Task<IResult> RunAsync<T>(HttpContext context, string endpoint, ScopeParameters parameters, Func<QueryScope, StoreQuery<T>> read, long version = 0) =>
        GuardAsync(context, endpoint, async () =>
        {
            ParameterNames.Check(context.Request.Query, parameters.GetType());
            var scope = scopes.Read(parameters, context.Viewer());
            var query = read(scope);
            var store = stores[scope.Source];
            var place = turns.Of(scope.Source).Enter();
            if (context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == "text/event-stream"))
            {
                // Where the client has left before the first event, nobody else gives it back.
                context.Response.RegisterForDispose(place);
                return TypedResults.ServerSentEvents(new QueryEvents(_json, turns, problems, lake, time).RunAsync(endpoint, place, (progress, token) => query(store, progress, token), context.RequestAborted));
            }

            using (place)
            {
                if (tags.For(context.Request, scope, version) is not { } tag) return TypedResults.Json(await AskAsync(), _json);
                context.Response.Headers.ETag = tag;
                // To be asked for again each time, which costs nothing as long as the tag is the same.
                context.Response.Headers.CacheControl = "private, no-cache";
                if (AnswerTags.IsKnown(context.Request, tag)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
                if (_answers.Find(tag) is not { } bytes)
                {
                    bytes = JsonSerializer.SerializeToUtf8Bytes(await AskAsync(), _json);
                    _answers.Add(tag, bytes);
                }

                return new JsonBytes(bytes);
            }

            Task<T> AskAsync() => turns.RunAsync(place, token => query(store, null, token), context.RequestAborted);
        });

    /// <summary>Answers with a file. It is under way while it is made: what goes wrong then ends the connection, so that half a file does not look like a whole one.</summary>
    public Task<IResult> DownloadAsync(HttpContext context, string endpoint, ScopeParameters parameters, Func<QueryScope, Download> read) =>
        GuardAsync(context, endpoint, async () =>
        {
            ParameterNames.Check(context.Request.Query, parameters.GetType());
            var scope = scopes.Read(parameters, context.Viewer());
            var download = read(scope);
            using var place = turns.Downloads.Enter();
            context.Response.ContentType = download.ContentType;
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{download.FileName}\"";
            await turns.RunAsync(
                place,
                async token =>
                {
                    await download.WriteAsync(stores[scope.Source], context.Response.Body, token);
                    return true;
                },
                context.RequestAborted);
            return Results.Empty;
        });

    /// <summary>Runs what asks no store for records, with the same care for parameters and problems. Its answer is never kept.</summary>
    /// <param name="parameters">The type that declares the parameters.</param>
    public Task<IResult> AnswerAsync<T>(HttpContext context, string endpoint, Type parameters, Func<CancellationToken, Task<T>> answer) =>
        GuardAsync(context, endpoint, async () =>
        {
            ParameterNames.Check(context.Request.Query, parameters);
            return TypedResults.Json(await answer(context.RequestAborted), _json);
        });

    private async Task<IResult> GuardAsync(HttpContext context, string endpoint, Func<Task<IResult>> run)
    {
        var generation = lake.Generation;
        var started = time.GetTimestamp();
        using var activity = Telemetry.Source.StartActivity(endpoint);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Accept";
        try
        {
            var result = await run();
            // Events tell their own time.
            if (result is not ServerSentEventsResult<string>) Record(endpoint, started);
            return result;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read it; the code is nginx's "client closed request".
            return context.Response.HasStarted ? Results.Empty : TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception exception) when (QueryProblems.Explains(exception))
        {
            Record(endpoint, started);
            var problem = problems.Of(exception, generation);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return Results.Empty;
            }

            context.Response.Clear();
            context.Response.Headers.CacheControl = "no-store";
            if (exception is QueryRefusedException { RetryAfter: { } wait }) context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return problem;
        }
    }

    private void Record(string endpoint, long started) =>
        Telemetry.QuerySeconds.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("endpoint", endpoint));
}
