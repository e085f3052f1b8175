namespace FlowOptics.Lake;

/// <summary>How an object holds its records, by its first bytes after gzip has been taken off.</summary>
internal enum ContentKind
{
    Text,

    /// <summary>Documents of CloudWatch Logs, bare or wrapped.</summary>
    Json,
    Parquet,
}
