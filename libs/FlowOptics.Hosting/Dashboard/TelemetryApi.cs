using System.Text.Json;
using Aspire.Hosting.Telemetry;
using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Receiving;
using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard;

/// <summary>Who has sent telemetry and how much of it, and forgetting it.</summary>
internal sealed class TelemetryApi(TelemetryStore store, TelemetryEndpoint endpoint)
{
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/telemetry/resources", JsonAnswers.Endpoint(context => JsonAnswers.WriteAsync(context, Write)));
        routes.MapGet("/api/telemetry/resources/stream", JsonAnswers.Endpoint(StreamAsync));
        routes.MapPost("/api/telemetry/clear", JsonAnswers.Endpoint(ClearAsync));
    }

    private async Task StreamAsync(HttpContext context)
    {
        var stream = new EventStream(context);
        await stream.StartAsync().ConfigureAwait(false);
        while (true)
        {
            var seen = store.Counts.Version;
            await stream.SendAsync("resources", id: null, Write).ConfigureAwait(false);
            await stream.PauseAsync(Together).ConfigureAwait(false);
            await stream.WaitAsync(store.Counts.MoreAsync(seen, context.RequestAborted)).ConfigureAwait(false);
        }
    }

    private Task ClearAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var resource = Parameters.Optional(query, "resource") is { } id
            ? store.Resources.Find(id) ?? throw new BadParameterException($"resource is '{id}': no such resource has sent telemetry.")
            : null;
        var signal = Parameters.OneOf(query, "signal", "logs", "traces", "metrics");
        store.Clear(resource, signal is null ? null : Enum.Parse<Signal>(signal, ignoreCase: true));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private void Write(Utf8JsonWriter json)
    {
        var counts = store.Counts;
        json.WriteStartObject();
        json.WriteString("endpoint"u8, endpoint.Address);
        json.WriteString("elsewhere"u8, endpoint.Elsewhere);
        json.WriteStartObject("received"u8);
        json.WriteNumber("requests"u8, counts.Requests);
        json.WriteNumber("bytes"u8, counts.Bytes);
        json.WriteNumber("logs"u8, counts.Logs);
        json.WriteNumber("spans"u8, counts.Spans);
        json.WriteNumber("points"u8, counts.Points);
        json.WriteEndObject();
        json.WriteStartObject("refused"u8);
        json.WriteNumber("malformed"u8, counts.Malformed);
        json.WriteNumber("unauthorized"u8, counts.Unauthorized);
        json.WriteNumber("tooLarge"u8, counts.TooLarge);
        json.WriteNumber("dropped"u8, counts.Dropped);
        json.WriteEndObject();
        json.WriteStartObject("kept"u8);
        json.WriteNumber("bytes"u8, store.Bytes);
        json.WriteNumber("limitBytes"u8, TelemetryStore.MostBytes);
        json.WriteEndObject();
        json.WriteStartArray("resources"u8);
        foreach (var resource in store.Resources.All) WriteResource(json, resource);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteResource(Utf8JsonWriter json, TelemetryResource resource)
    {
        var (logs, errors, warnings) = store.Logs.CountsOf(resource);
        var (series, points) = store.Metrics.CountsOf(resource);
        json.WriteStartObject();
        json.WriteString("id"u8, resource.Id);
        json.WriteString("name"u8, resource.Name);
        json.WriteString("instance"u8, resource.Instance);
        json.WriteNumber("logs"u8, logs);
        json.WriteNumber("errors"u8, errors);
        json.WriteNumber("warnings"u8, warnings);
        json.WriteNumber("spans"u8, store.Traces.SpansOf(resource));
        json.WriteNumber("series"u8, series);
        json.WriteNumber("points"u8, points);
        json.WriteNumber("lastSeen"u8, UnixTime.Milliseconds(resource.LastSeen));
        json.WritePropertyName("attributes"u8);
        AttributeJson.Write(json, resource.Message, field: 1);
        json.WriteEndObject();
    }
}
