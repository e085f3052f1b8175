using System.Globalization;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Records as a file.</summary>
internal static class RecordDownload
{
    /// <param name="limit">The most; null: all that match.</param>
    /// <param name="most">More than these are refused, or left out where a limit is given.</param>
    public static Download Of(RecordFormat format, FlowsQuery query, long? limit, long most) => new(
        format.ContentType(),
        string.Create(CultureInfo.InvariantCulture, $"flows-{query.From.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{query.To.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.{format.ToString().ToLowerInvariant()}"),
        async (store, stream, cancellationToken) =>
        {
            if (store is not IFlowExport export) throw new UnsupportedQueryException("the live window keeps no single records: download them from source=history, which has them some seconds later");
            Task<long> ToAsync(IRecordSink sink) => export.ExportAsync(query, limit, most, sink, cancellationToken);
            switch (format)
            {
                case RecordFormat.Csv:
                    await ToAsync(new CsvRecords(stream));
                    return;
                case RecordFormat.Ndjson:
                    using (var records = new NdjsonRecords(stream)) await ToAsync(records);
                    return;
                case RecordFormat.Parquet:
                    using (var records = new ParquetRecords())
                    {
                        await ToAsync(records);
                        await records.CopyToAsync(stream, cancellationToken);
                    }

                    return;
                default:
                    throw new ArgumentOutOfRangeException(nameof(format));
            }
        });
}
