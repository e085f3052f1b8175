using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/flows</c>.</summary>
internal sealed record FlowsParameters : ScopeParameters
{
    /// <summary>The most records of a download.</summary>
    public const int MostRecords = 1_000_000;

    private const int MostOfPage = 10_000;
    private const int UsualPage = 100;

    [Parameter("cursor", "Where the last page ended: its next. With the account, region and filter that it was asked with.", Example = "")]
    public string? Cursor { get; init; }

    [Parameter("limit", "json: the records of a page, at most 10,000. csv, ndjson, parquet: the most records, the latest; without it all, which must not be more than 1,000,000.", Example = "50", Default = "100", Minimum = 1, Maximum = MostRecords)]
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
            Region = scope.Region,
            From = scope.From,
            To = scope.To,
            Filter = scope.Filter,
            Cursor = string.IsNullOrEmpty(Cursor) ? null : Cursor,
            Limit = format == RecordFormat.Json ? QueryParameters.Number("limit", Limit, UsualPage, 1, MostOfPage) : MostRecords,
        };
    }

    /// <summary>The limit of a download; null for none.</summary>
    /// <exception cref="BadQueryException">It is wrong.</exception>
    public long? ReadLimit() => string.IsNullOrEmpty(Limit) ? null : QueryParameters.Number("limit", Limit, MostRecords, 1, MostRecords);
}
