using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.Telemetry;
using Aspire.Hosting.Telemetry.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Structured logs: the kept ones by filter, and new ones as they come.</summary>
internal sealed class LogsApi(TelemetryStore store)
{
    private const int DefaultLimit = 500;
    private const int LargestLimit = LogStore.MostPerResource;
    private const int RowsPerEvent = 500;
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(250);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/logs", JsonAnswers.Endpoint(ListAsync));
        routes.MapGet("/api/logs/stream", JsonAnswers.Endpoint(StreamAsync));
        routes.MapGet("/api/logs/{number:long}", JsonAnswers.Endpoint(DetailAsync));
    }

    private static LogFilter Filter(IQueryCollection query) => new()
    {
        Resources = Parameters.Set(query, "resource"),
        Level = Parameters.OneOf(query, "level", "trace", "debug", "information", "warning", "error", "critical") is { } level
            ? Enum.Parse<LogLevel>(level, ignoreCase: true)
            : LogLevel.Trace,
        Text = Parameters.Text(query, "text"),
        Category = Parameters.Optional(query, "category"),
        Attributes = Parameters.Attributes(query),
        Trace = Parameters.Trace(query, "trace"),
        Span = Parameters.Span(query, "span"),
    };

    private static int Limit(IQueryCollection query) => Parameters.Whole(query, "limit", DefaultLimit, least: 1, most: LargestLimit);

    private static void WriteRows(Utf8JsonWriter json, IEnumerable<LogEntry> entries)
    {
        json.WriteStartArray();
        foreach (var entry in entries) LogJson.WriteRow(json, entry);
        json.WriteEndArray();
    }

    private Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (filter, limit) = (Filter(query), Limit(query));
        var before = Parameters.Long(query, "before") ?? long.MaxValue;
        var matching = store.Logs.After(0, filter.Resources).FindAll(filter.Matches);
        var older = before == long.MaxValue ? matching.Count : matching.Count(entry => entry.Number < before);
        return JsonAnswers.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("logs"u8);
            WriteRows(json, matching.Take(older).Skip(older - limit));
            json.WriteNumber("matching"u8, matching.Count);
            json.WriteBoolean("more"u8, older > limit);
            json.WriteEndObject();
        });
    }

    private async Task StreamAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (filter, limit) = (Filter(query), Limit(query));
        long? resume = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? seen
            : Parameters.Long(query, "after");
        var stream = new EventStream(context);
        await stream.StartAsync().ConfigureAwait(false);
        var after = resume ?? 0;
        // Who says where to go on gets all from there; who comes anew, the newest.
        var most = resume is null ? limit : int.MaxValue;
        while (true)
        {
            var until = store.Logs.Last;
            var rows = store.Logs.After(after, filter.Resources).FindAll(entry => entry.Number <= until && filter.Matches(entry));
            foreach (var part in rows.Skip(rows.Count - most).Chunk(RowsPerEvent))
                await stream.SendAsync("logs", part[^1].Number, json => WriteRows(json, part)).ConfigureAwait(false);
            (after, most) = (until, int.MaxValue);
            await stream.PauseAsync(Together).ConfigureAwait(false);
            await stream.WaitAsync(store.Logs.MoreAsync(after, context.RequestAborted)).ConfigureAwait(false);
        }
    }

    private Task DetailAsync(HttpContext context)
    {
        var number = long.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        return store.Logs.Find(number) is { } entry
            ? JsonAnswers.WriteAsync(context, json => LogJson.WriteDetail(json, entry))
            : JsonAnswers.NotFoundAsync(context, $"Log {number} is not kept: it may have been dropped for newer ones.");
    }
}
