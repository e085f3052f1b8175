using System.Buffers;
using System.Runtime.CompilerServices;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Reads one object as batches: finds out whether it is gzip or plain text, and what account and region its key names.</summary>
public static class FlowObjectReader
{
    // A block of text holds some 1,200 records: at most a batch or two are ready after each, whatever the object's size.
    private const int Block = 128 * 1024;

    /// <summary>
    /// Batches in order, cut the same way by every process; <paramref name="report"/> is complete when the enumeration is.
    /// </summary>
    /// <exception cref="FlowObjectException">
    /// Not gzip and not text, truncated gzip, or a header that cannot be read; the message names the object, the place and the mend. Batches
    /// before the fault have been given out.
    /// </exception>
    public static async IAsyncEnumerable<FlowBatch> ReadAsync(
        StoredObject stored, FlowObjectReport report, string? format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var key = stored.Info.Key;
        var path = ObjectPath.Parse(key);
        var parser = Guard(
            key,
            () => new FlowTextParser(new ObjectIdentity(stored.Info.Bucket, key, stored.ETag, path.Account, path.Region), format));
        report.Parse = parser.Report;
        var block = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            // The name is not trusted: a browser or a tool may have unpacked .gz on its way.
            var text = await OpenTextAsync(stored, block, cancellationToken).ConfigureAwait(false);
            await using var closing = text.ConfigureAwait(false);
            FlowObjectException? fault = null;
            for (var first = true; fault is null; first = false)
            {
                int read;
                (read, fault) = await ReadBlockAsync(text, block, key, report, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                {
                    var content = block.AsMemory(0, read);
                    if (first) content = CheckStart(key, content);
                    fault = Guard(key, parser, content.Span) ?? fault;
                }
                else if (fault is null)
                {
                    fault = Guard(key, parser, complete: true);
                }

                // After a fault the parser is not completed: it gives out the batches that it has cut, and no half of a line.
                while (parser.TryTake(out var batch)) yield return batch;
                if (read == 0) break;
            }

            if (fault is not null) throw fault;
            report.IsEmpty = report.TextBytes == 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static async Task<Stream> OpenTextAsync(StoredObject stored, byte[] block, CancellationToken cancellationToken)
    {
        var head = await stored.Content.ReadAtLeastAsync(block.AsMemory(0, 8), 4, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var start = block.AsSpan(0, head).ToArray();
        if (head >= 2 && block[0] == 0x1f && block[1] == 0x8b) return new GzipText(start, stored.Content);
        if (Foreign(block.AsSpan(0, head)) is { } kind)
        {
            throw new FlowObjectException($"object '{stored.Info.Key}' is {kind}, which is not read: give it as plain text or gzip");
        }

        if (stored.Info.Key.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && head > 0 && !IsText(block.AsSpan(0, head)))
        {
            throw new FlowObjectException(
                $"object '{stored.Info.Key}' is not gzip, though its name says so: it begins with {Hex(block.AsSpan(0, Math.Min(head, 4)))}, gzip with 1f 8b; copy it again");
        }

        return new HeadStream(start, stored.Content);
    }

    // Formats that people do keep flow logs in, by their first bytes.
    private static string? Foreign(ReadOnlySpan<byte> head) =>
        head.StartsWith("PAR1"u8) ? "Parquet"
        : head.StartsWith("PK\x03\x04"u8) ? "a zip archive"
        : head.StartsWith("BZh"u8) ? "bzip2"
        : head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "zstd"
        : head.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58]) ? "xz"
        : null;

    private static async Task<(int Read, FlowObjectException? Fault)> ReadBlockAsync(
        Stream text, byte[] block, string key, FlowObjectReport report, CancellationToken cancellationToken)
    {
        try
        {
            var read = await text.ReadAsync(block.AsMemory(0, Block), cancellationToken).ConfigureAwait(false);
            report.TextBytes += read;
            return (read, null);
        }
        catch (InvalidDataException e)
        {
            return (0, new FlowObjectException(
                $"object '{key}' is gzip that is {e.Message}, after {report.TextBytes} bytes of text: copy it again from its source", e));
        }
    }

    /// <summary>Text has no NUL; a byte order mark is not part of the header's first name.</summary>
    private static Memory<byte> CheckStart(string key, Memory<byte> content)
    {
        ReadOnlySpan<byte> start = content.Span;
        var nul = start.IndexOf((byte)0);
        if (nul >= 0)
        {
            throw new FlowObjectException(
                $"object '{key}' is neither gzip nor text: byte {nul} is 0 and the first are {Hex(start[..Math.Min(4, start.Length)])}; only flow logs as text or gzip belong here");
        }

        return start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content;
    }

    private static bool IsText(ReadOnlySpan<byte> head) => head.IndexOfAnyExceptInRange((byte)0x09, (byte)0x7e) < 0;

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes) is var hex
        ? string.Join(' ', hex.Chunk(2).Select(pair => new string(pair)))
        : "";

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

    private static FlowObjectException? Guard(string key, FlowTextParser parser, ReadOnlySpan<byte> content = default, bool complete = false)
    {
        try
        {
            if (complete) parser.Complete();
            else parser.Write(content);
            return null;
        }
        catch (FlowFormatException e)
        {
            return new FlowObjectException($"object '{key}': {e.Message}", e);
        }
    }
}
