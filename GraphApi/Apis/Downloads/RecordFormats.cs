using Microsoft.Extensions.Primitives;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Chooses a format, by the parameter or else by what the client accepts.</summary>
internal static class RecordFormats
{
    /// <exception cref="BadQueryException">There is no such format.</exception>
    public static RecordFormat Of(string? parameter, HttpRequest request)
    {
        if (!string.IsNullOrEmpty(parameter)) return QueryParameters.Choice("format", parameter, RecordFormat.Json);
        foreach (var accept in request.GetTypedHeaders().Accept.OrderByDescending(accept => accept.Quality ?? 1))
        {
            if (Named(accept.MediaType) is { } format) return format;
        }

        return RecordFormat.Json;
    }

    public static string ContentType(this RecordFormat format) => format switch
    {
        RecordFormat.Csv => "text/csv; charset=utf-8; header=present",
        RecordFormat.Ndjson => "application/x-ndjson",
        RecordFormat.Parquet => "application/vnd.apache.parquet",
        _ => "application/json",
    };

    private static RecordFormat? Named(StringSegment mediaType) => mediaType.Value?.ToLowerInvariant() switch
    {
        "text/csv" => RecordFormat.Csv,
        "application/x-ndjson" or "application/ndjson" or "application/jsonl" => RecordFormat.Ndjson,
        "application/vnd.apache.parquet" or "application/x-parquet" => RecordFormat.Parquet,
        // What comes first of equals wins, and a browser's */* is for JSON.
        "application/json" or "text/event-stream" or "*/*" => RecordFormat.Json,
        _ => null,
    };
}
