using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// The batches of a Parquet object: AWS's names with underscores and its types (INT32 and INT64 numbers, the rest text), or others; each value as the text of
/// the same record would have it, so that the batches are the same.
/// </summary>
internal static class ParquetBatches
{
    /// <exception cref="FlowObjectException">The file is damaged, or lacks a column that no flow can do without.</exception>
    /// <exception cref="ObjectStoreException">DuckDB's library is not installed.</exception>
    public static IEnumerable<FlowBatch> Read(ObjectIdentity identity, LocalFile file, FlowObjectReport report, CancellationToken cancellationToken)
    {
        using var parquet = Guard(identity.Key, file, () => new ParquetFile(file.Path), report);
        var parser = Guard(identity.Key, file, () => new FlowRowParser(identity, parquet.Columns), report);
        report.Parse = parser.Report;
        using var chunks = parquet.Rows().GetEnumerator();
        FlowObjectException? fault = null;
        for (var isAtEnd = false; !isAtEnd;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                isAtEnd = !Guard(identity.Key, file, chunks.MoveNext, report);
                if (!isAtEnd) Add(parser, chunks.Current);
            }
            catch (FlowObjectException e)
            {
                (fault, isAtEnd) = (e, true);
            }

            if (isAtEnd) parser.Complete();
            while (parser.TryTake(out var batch)) yield return batch;
        }

        if (fault is not null) throw fault;
    }

    private static void Add(FlowRowParser parser, DuckDbChunk chunk)
    {
        for (var row = 0; row < chunk.RowCount; row++)
        {
            for (var column = 0; column < chunk.ColumnCount; column++)
            {
                if (chunk.IsNull(column, row))
                {
                    parser.AddMissing();
                    continue;
                }

                switch (chunk.TypeOf(column))
                {
                    case DuckDbType.Integer: parser.Add(chunk.Column<int>(column)[row]); break;
                    case DuckDbType.BigInt: parser.Add(chunk.Column<long>(column)[row]); break;
                    case DuckDbType.UInteger: parser.Add(chunk.Column<uint>(column)[row]); break;
                    case DuckDbType.SmallInt: parser.Add(chunk.Column<short>(column)[row]); break;
                    case DuckDbType.USmallInt: parser.Add(chunk.Column<ushort>(column)[row]); break;
                    case DuckDbType.TinyInt: parser.Add(chunk.Column<sbyte>(column)[row]); break;
                    case DuckDbType.UTinyInt: parser.Add(chunk.Column<byte>(column)[row]); break;
                    default: parser.Add(chunk.Utf8(column, row)); break;
                }
            }

            parser.EndRow();
        }
    }

    private static T Guard<T>(string key, LocalFile file, Func<T> act, FlowObjectReport report)
    {
        try
        {
            return act();
        }
        catch (DuckDbException e)
        {
            // The path is a descriptor's or a copy's, and means nothing to the user.
            var reason = e.Message.Split('\n')[0].Replace(file.Path, key, StringComparison.Ordinal);
            throw new FlowObjectException($"object '{key}' is Parquet that cannot be read, after {report.Parse.Lines} rows: {reason}; copy it again from its source", e);
        }
        catch (FlowFormatException e)
        {
            throw new FlowObjectException($"object '{key}': {e.Message}", e);
        }
        catch (DllNotFoundException e)
        {
            throw new ObjectStoreException($"object '{key}' is Parquet: {e.Message}", e);
        }
    }
}
