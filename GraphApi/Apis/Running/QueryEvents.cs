using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A query as server-sent events: <c>progress</c> while it waits and runs, then <c>result</c> or <c>problem</c>.</summary>
internal sealed class QueryEvents(JsonSerializerOptions json, QueryTurns turns, QueryProblems problems, LakeDatabase lake, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <param name="place">Is given back at the end.</param>
    public async IAsyncEnumerable<SseItem<string>> RunAsync<T>(
        string endpoint, QuerySlots.Place place, Func<IProgress<QueryProgress>, CancellationToken, Task<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var held = place;
        using var activity = Telemetry.Source.StartActivity(endpoint);
        var started = time.GetTimestamp();
        var generation = lake.Generation;
        var progress = new QueryStateProgress();
        var running = turns.RunAsync(place, token => query(progress, token), cancellationToken);
        try
        {
            do
            {
                yield return Event("progress", Progress(progress.Latest, started));
                await Task.WhenAny(running, Task.Delay(Interval, time, cancellationToken));
            }
            while (!running.IsCompleted && !cancellationToken.IsCancellationRequested);
            if (await LastAsync(running, generation, cancellationToken) is { } last) yield return last;
        }
        finally
        {
            // Where the client left between two events, the place is given back only when DuckDB has ended.
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Telemetry.QuerySeconds.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("endpoint", endpoint));
        }
    }

    /// <returns>Null where nobody is there to read it.</returns>
    private async Task<SseItem<string>?> LastAsync<T>(Task<T> running, int generation, CancellationToken cancellationToken)
    {
        try
        {
            return Event("result", await running);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception) when (QueryProblems.Explains(exception))
        {
            return Event("problem", problems.Of(exception, generation).ProblemDetails);
        }
    }

    private QueryEvent Progress(QueryProgress latest, long started) =>
        new(latest.State, latest.Percent is { } percent ? Math.Round(percent, 1) : null, latest.RowsRead, latest.RowsToRead, latest.BytesScanned, latest.EstimatedCost, (long)time.GetElapsedTime(started).TotalMilliseconds);

    private SseItem<string> Event<T>(string name, T data) => new(JsonSerializer.Serialize(data, json), name);
}
