using System.Text.Json;
using Aspire.Hosting.Telemetry;
using Aspire.Hosting.Telemetry.Logs;
using Aspire.Hosting.Telemetry.Traces;
using Aspire.Hosting.Telemetry.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard;

/// <summary>Traces: the kept ones by filter, what changes, and one with all of its spans.</summary>
internal sealed class TracesApi(TelemetryStore store)
{
    private const int DefaultLimit = 200;
    private const int LargestLimit = TraceStore.MostPerResource;
    private const int RowsPerEvent = 500;
    private const double NanosecondsPerMillisecond = 1e6;
    private static readonly TimeSpan ListTogether = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TraceTogether = TimeSpan.FromSeconds(1);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/traces", JsonAnswers.Endpoint(ListAsync));
        routes.MapGet("/api/traces/stream", JsonAnswers.Endpoint(StreamAsync));
        routes.MapGet("/api/traces/{id}", JsonAnswers.Endpoint(DetailAsync));
        routes.MapGet("/api/traces/{id}/stream", JsonAnswers.Endpoint(DetailStreamAsync));
    }

    private static TraceFilter Filter(IQueryCollection query) => new()
    {
        Resources = Parameters.Set(query, "resource"),
        Text = Parameters.Text(query, "text"),
        ErrorsOnly = Parameters.Flag(query, "errors"),
        Least = (long)((Parameters.Number(query, "min") ?? 0) * NanosecondsPerMillisecond),
        Attributes = Parameters.Attributes(query),
    };

    private static int Limit(IQueryCollection query) => Parameters.Whole(query, "limit", DefaultLimit, least: 1, most: LargestLimit);

    /// <summary>Newest first.</summary>
    private static List<TraceSummary> Matching(List<TraceView> traces, TraceFilter filter)
    {
        List<TraceSummary> matching = [.. traces.Where(filter.Matches).Select(trace => new TraceSummary(trace))];
        matching.Sort((a, b) => b.Start.CompareTo(a.Start));
        return matching;
    }

    private static void WriteRows(Utf8JsonWriter json, IEnumerable<TraceSummary> traces)
    {
        json.WriteStartArray();
        foreach (var trace in traces) TraceJson.WriteRow(json, trace);
        json.WriteEndArray();
    }

    private static UInt128 Id(HttpContext context) => Ids.TryTrace((string)context.Request.RouteValues["id"]!, out var id)
        ? id
        : throw new BadParameterException($"'{context.Request.RouteValues["id"]}' is no trace id: it has 32 hex digits.");

    private Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = Limit(query);
        var before = Parameters.Number(query, "before");
        var matching = Matching(store.Traces.After(0), Filter(query));
        var older = before is null ? matching : matching.FindAll(trace => UnixTime.Milliseconds(trace.Start) < before);
        return JsonAnswers.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("traces"u8);
            WriteRows(json, older.Take(limit));
            json.WriteNumber("matching"u8, matching.Count);
            json.WriteBoolean("more"u8, older.Count > limit);
            json.WriteEndObject();
        });
    }

    private async Task StreamAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (filter, limit) = (Filter(query), Limit(query));
        var stream = new EventStream(context);
        await stream.StartAsync().ConfigureAwait(false);
        long after = 0;
        while (true)
        {
            var until = store.Traces.Version;
            var rows = Matching(store.Traces.After(after), filter);
            foreach (var part in rows.Take(after == 0 ? limit : int.MaxValue).Chunk(RowsPerEvent))
                await stream.SendAsync("traces", id: null, json => WriteRows(json, part)).ConfigureAwait(false);
            after = until;
            await stream.PauseAsync(ListTogether).ConfigureAwait(false);
            await stream.WaitAsync(store.Traces.MoreAsync(after, context.RequestAborted)).ConfigureAwait(false);
        }
    }

    private Task DetailAsync(HttpContext context) => store.Traces.Find(Id(context)) is { } trace
        ? JsonAnswers.WriteAsync(context, json => WriteDetail(json, trace))
        : NotKeptAsync(context);

    private async Task DetailStreamAsync(HttpContext context)
    {
        var id = Id(context);
        if (store.Traces.Find(id) is null)
        {
            await NotKeptAsync(context).ConfigureAwait(false);
            return;
        }

        var stream = new EventStream(context);
        await stream.StartAsync().ConfigureAwait(false);
        long shown = 0;
        while (store.Traces.Find(id) is { } trace)
        {
            var until = store.Traces.Version;
            if (trace.Version > shown) await stream.SendAsync("trace", id: null, json => WriteDetail(json, trace)).ConfigureAwait(false);
            shown = trace.Version;
            await stream.PauseAsync(TraceTogether).ConfigureAwait(false);
            await stream.WaitAsync(store.Traces.MoreAsync(until, context.RequestAborted)).ConfigureAwait(false);
        }
    }

    private static Task NotKeptAsync(HttpContext context) =>
        JsonAnswers.NotFoundAsync(context, $"Trace {context.Request.RouteValues["id"]} is not kept: it may have been dropped for newer ones, or not come yet.");

    private void WriteDetail(Utf8JsonWriter json, TraceView trace)
    {
        var logs = store.Logs.After(0).FindAll(new LogFilter { Trace = trace.Id }.Matches).CountBy(log => log.SpanId).ToDictionary();
        TraceJson.WriteDetail(json, new TraceSummary(trace), logs);
    }
}
