using System.Buffers;
using System.Runtime.CompilerServices;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// Reads one object as batches: finds out by its bytes what carries its records (text, CloudWatch Logs' JSON, Parquet; gzip around it or not), and by its key
/// what account and region it names.
/// </summary>
public static class FlowObjectReader
{
    // A block of text holds some 1,200 records: at most a batch or two are ready after each, whatever the object's size.
    private const int Block = 128 * 1024;

    /// <summary>
    /// Batches in order, cut the same way by every process; <paramref name="report"/> is complete when the enumeration is.
    /// </summary>
    /// <param name="parquet">
    /// Where not null, held while a Parquet object is read: DuckDB needs some 70 MB for one, and who has to bound memory reads them one by one. Not for readers that
    /// wait for one another.
    /// </param>
    /// <exception cref="FlowObjectException">
    /// No kind of flow log, damaged, or a header that cannot be read; the message names the object, the place and the mend. Batches of what came
    /// before the fault have been given out.
    /// </exception>
    public static async IAsyncEnumerable<FlowBatch> ReadAsync(
        StoredObject stored, FlowObjectReport report, string? format, [EnumeratorCancellation] CancellationToken cancellationToken, SemaphoreSlim? parquet = null)
    {
        var key = stored.Info.Key;
        var path = ObjectPath.Parse(key);
        var identity = new ObjectIdentity(stored.Info.Bucket, key, stored.ETag, path.Account, path.Region);
        var content = await Guard(key, report, () => OpenAsync(stored, cancellationToken)).ConfigureAwait(false);
        await using var closing = content.Stream.ConfigureAwait(false);
        if (content.Kind == ContentKind.Parquet)
        {
            if (parquet is not null) await parquet.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                using var file = await Guard(key, report, () => LocalFile.OfAsync(stored, content, cancellationToken)).ConfigureAwait(false);
                foreach (var batch in ParquetBatches.Read(identity, file, report, cancellationToken)) yield return batch;
            }
            finally
            {
                parquet?.Release();
            }

            yield break;
        }

        await foreach (var batch in ReadTextAsync(identity, content, report, format, cancellationToken).ConfigureAwait(false)) yield return batch;
    }

    private static async Task<Content> OpenAsync(StoredObject stored, CancellationToken cancellationToken)
    {
        var content = await Content.OpenAsync(stored.Content, cancellationToken).ConfigureAwait(false);
        ContentCheck.Start(stored.Info.Key, content);
        return content.Kind == ContentKind.Json ? content with { Stream = new CloudWatchText(content.Stream) } : content;
    }

    private static async IAsyncEnumerable<FlowBatch> ReadTextAsync(
        ObjectIdentity identity, Content content, FlowObjectReport report, string? format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var envelope = content.Stream as CloudWatchText;
        var parser = Guard(identity.Key, () => new FlowTextParser(identity, format) { Unit = envelope is null ? "line" : "event" });
        report.Parse = parser.Report;
        var block = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            FlowObjectException? fault = null;
            for (var isAtEnd = false; !isAtEnd;)
            {
                int read;
                (read, fault, var isExact) = await ReadBlockAsync(content.Stream, block, identity.Key, report, cancellationToken).ConfigureAwait(false);
                isAtEnd = read == 0;
                if (envelope is not null && read > 0) parser.UseAccount(identity.Account ?? envelope.Owner);
                var refusal = fault is null ? Guard(identity.Key, parser, block.AsSpan(0, read)) : null;
                if (refusal is not null) (fault, isAtEnd) = (refusal, true);
                if (fault is not null && isExact) parser.Abandon();

                while (parser.TryTake(out var batch)) yield return batch;
            }

            if (fault is not null) throw fault;
            report.IsEmpty = report.TextBytes == 0 && envelope is null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static async Task<(int Read, FlowObjectException? Fault, bool IsExact)> ReadBlockAsync(
        Stream text, byte[] block, string key, FlowObjectReport report, CancellationToken cancellationToken)
    {
        try
        {
            var read = await text.ReadAsync(block.AsMemory(0, Block), cancellationToken).ConfigureAwait(false);
            if (report.TextBytes == 0 && text is not CloudWatchText) ContentCheck.Text(key, block.AsSpan(0, read));
            report.TextBytes += read;
            return (read, null, true);
        }
        catch (ContentException e)
        {
            return (0, Fault(key, report, e), e.IsExact);
        }
    }

    private static async Task<T> Guard<T>(string key, FlowObjectReport report, Func<Task<T>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (ContentException e)
        {
            throw Fault(key, report, e);
        }
    }

    private static FlowObjectException Fault(string key, FlowObjectReport report, ContentException e) =>
        new($"object '{key}' is {e.Message}, after {report.TextBytes} bytes of text: {e.Mend}", e);

    private static FlowTextParser Guard(string key, Func<FlowTextParser> make)
    {
        try
        {
            return make();
        }
        catch (FlowFormatException e)
        {
            throw new FlowObjectException($"object '{key}': {e.Message}", e);
        }
    }

    /// <param name="content">Empty: the text is at its end.</param>
    private static FlowObjectException? Guard(string key, FlowTextParser parser, ReadOnlySpan<byte> content)
    {
        try
        {
            if (content.IsEmpty) parser.Complete();
            else parser.Write(content);
            return null;
        }
        catch (FlowFormatException e)
        {
            return new FlowObjectException($"object '{key}': {e.Message}", e);
        }
    }
}
