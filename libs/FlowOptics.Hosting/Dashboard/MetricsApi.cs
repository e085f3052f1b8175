using Aspire.Hosting.Telemetry;
using Aspire.Hosting.Telemetry.Metrics;
using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard;

/// <summary>Metrics: what a resource measures, and an instrument over time.</summary>
internal sealed class MetricsApi(TelemetryStore store, TimeProvider time)
{
    private const int DefaultMinutes = 5;
    private const int LongestMinutes = 12 * 60;
    private const string DimensionPrefix = "dim.";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/metrics", JsonAnswers.Endpoint(TreeAsync));
        routes.MapGet("/api/metrics/series", JsonAnswers.Endpoint(SeriesAsync));
        routes.MapGet("/api/metrics/stream", JsonAnswers.Endpoint(StreamAsync));
    }

    private static MetricQuestion Question(IQueryCollection query) => new()
    {
        Meter = Parameters.Text(query, "meter"),
        Instrument = Parameters.Text(query, "instrument"),
        Minutes = Parameters.Whole(query, "minutes", DefaultMinutes, least: 1, most: LongestMinutes),
        Dimensions = query.Where(parameter => parameter.Key.StartsWith(DimensionPrefix, StringComparison.Ordinal)).ToDictionary(
            parameter => parameter.Key[DimensionPrefix.Length..],
            IReadOnlySet<string> (parameter) => parameter.Value.Select(value => value ?? "").ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal),
        By = Parameters.Optional(query, "by"),
        Show = Parameters.OneOf(query, "show", "rate", "delta", "total", "value", "quantiles", "mean", "sum") is { } show ? Enum.Parse<MetricShow>(show, ignoreCase: true) : null,
    };

    private TelemetryResource? Resource(IQueryCollection query) =>
        store.Resources.Find(Parameters.Optional(query, "resource") ?? throw new BadParameterException("resource is missing: whose metrics?"));

    private Task TreeAsync(HttpContext context)
    {
        if (Resource(context.Request.Query) is not { } resource) return NoResourceAsync(context);
        return JsonAnswers.WriteAsync(context, json =>
        {
            // Null where it has sent no metrics.
            if (!store.Metrics.Look(resource, metrics => Written(() => MetricJson.WriteTree(json, resource, metrics)))) MetricJson.WriteTree(json, resource, metrics: null);
        });
    }

    private Task SeriesAsync(HttpContext context)
    {
        var question = Question(context.Request.Query);
        if (Resource(context.Request.Query) is not { } resource) return NoResourceAsync(context);
        return Answer(resource, question) is { } answer
            ? JsonAnswers.WriteAsync(context, json => MetricJson.WriteAnswer(json, resource, question, answer))
            : NoInstrumentAsync(context, resource, question);
    }

    private async Task StreamAsync(HttpContext context)
    {
        var question = Question(context.Request.Query);
        if (Resource(context.Request.Query) is not { } resource)
        {
            await NoResourceAsync(context).ConfigureAwait(false);
            return;
        }

        if (Answer(resource, question) is not { } answer)
        {
            await NoInstrumentAsync(context, resource, question).ConfigureAwait(false);
            return;
        }

        var stream = new EventStream(context);
        await stream.StartAsync().ConfigureAwait(false);
        while (true)
        {
            var shown = answer;
            await stream.SendAsync("series", id: null, json => MetricJson.WriteAnswer(json, resource, question, shown)).ConfigureAwait(false);
            await stream.WaitAsync(Task.Delay(TimeSpan.FromSeconds(shown.Grid.StepInSeconds), time, context.RequestAborted)).ConfigureAwait(false);
            // Forgotten meanwhile: what was shown stays, until there is something again.
            answer = Answer(resource, question) ?? shown;
        }
    }

    private MetricAnswer? Answer(TelemetryResource resource, MetricQuestion question)
    {
        var grid = new TimeGrid(UnixTime.Nanoseconds(time.GetUtcNow()), question.Minutes);
        return store.Metrics.Look(resource, metrics =>
        {
            if (metrics.Find(question.Meter, question.Instrument) is not { } instrument) return null;
            var shown = MetricQuery.ShownOf(instrument.Kind);
            if (question.Show is { } show && !shown.Contains(show))
                throw new BadParameterException($"show is '{show}', and a {instrument.Kind} shows {string.Join(", ", shown)}.".ToLowerInvariant());
            return MetricQuery.Answer(instrument, question, grid);
        });
    }

    private static bool Written(Action write)
    {
        write();
        return true;
    }

    private static Task NoResourceAsync(HttpContext context) =>
        JsonAnswers.NotFoundAsync(context, $"The resource '{context.Request.Query["resource"]}' has sent no telemetry.");

    private static Task NoInstrumentAsync(HttpContext context, TelemetryResource resource, MetricQuestion question) =>
        JsonAnswers.NotFoundAsync(context, $"The resource '{resource.Id}' has sent nothing of an instrument '{question.Instrument}' of meter '{question.Meter}'.");
}
