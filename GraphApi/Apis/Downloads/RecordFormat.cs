namespace FlowOptics.GraphApi.Apis;

/// <summary>How records are handed out: a page as JSON, or all as a file.</summary>
internal enum RecordFormat
{
    Json,
    Csv,
    Ndjson,
    Parquet,
}
