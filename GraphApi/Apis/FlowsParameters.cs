using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/flows</c>.</summary>
internal sealed record FlowsParameters : RecordParameters
{
    /// <summary>The most that a download can be allowed to have (<see cref="QueryOptions.DownloadRecords"/>).</summary>
    public const int MostRecords = 100_000_000;

    private const int MostOfPage = 10_000;
    private const int UsualPage = 100;

    [Parameter("cursor", "Where the last page ended: its next. With the account, region and filter that it was asked with.", Example = "")]
    public string? Cursor { get; init; }

    [Parameter("limit", "json: the records of a page, at most 10,000. csv, ndjson, parquet: the most records, the latest; without it all. A download has at most FlowOptics:Download:MaxRecords, 10,000,000 (limits.downloadRecords in meta).", Example = "50", Default = "100", Minimum = 1, Maximum = MostRecords)]
    public string? Limit { get; init; }

    [Parameter("format", "json: a page. csv, ndjson, parquet: a file with all records. Without it, the Accept header says it.", Example = "csv", Choices = typeof(RecordFormat), Default = "json")]
    public string? Format { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong.</exception>
    public FlowsQuery Read(QueryScope scope, RecordFormat format)
    {
        if (format != RecordFormat.Json && !string.IsNullOrEmpty(Cursor)) throw new BadQueryException("cursor is given for a file, which has no pages: leave it out, or ask for format=json.");
        return new FlowsQuery
        {
            Account = scope.Account,
            Accounts = scope.Accounts,
            Region = scope.Region,
            From = scope.From,
            To = scope.To,
            Filter = scope.Filter,
            Cursor = string.IsNullOrEmpty(Cursor) ? null : Cursor,
            Limit = format == RecordFormat.Json ? QueryParameters.Number("limit", Limit, UsualPage, 1, MostOfPage) : MostOfPage,
        };
    }

    /// <summary>The limit of a download; null for none.</summary>
    /// <param name="most">What a download may have.</param>
    /// <exception cref="BadQueryException">It is wrong.</exception>
    public long? ReadLimit(int most) => string.IsNullOrEmpty(Limit) ? null : QueryParameters.Number("limit", Limit, most, 1, most);
}
