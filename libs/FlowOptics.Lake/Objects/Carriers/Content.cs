namespace FlowOptics.Lake;

/// <summary>What a stream of bytes holds, known by its first bytes: names are not trusted, since a browser or a tool may have unpacked .gz on its way.</summary>
/// <param name="Stream">From the beginning, with gzip taken off.</param>
/// <param name="Head">Its first bytes.</param>
/// <param name="IsGzip">Gzip was taken off.</param>
internal sealed record Content(ContentKind Kind, Stream Stream, ReadOnlyMemory<byte> Head, bool IsGzip)
{
    private const int HeadBytes = 64;

    // Firehose may compress what CloudWatch Logs had compressed already; nothing makes a third layer.
    private const int MaxGzipLayers = 2;

    /// <exception cref="ContentException">Truncated or damaged gzip, or gzip in gzip in gzip.</exception>
    public static async ValueTask<Content> OpenAsync(Stream stored, CancellationToken cancellationToken)
    {
        var rest = stored;
        for (var layer = 0; ; layer++)
        {
            var bytes = new byte[HeadBytes];
            var head = bytes.AsMemory(0, await rest.ReadAtLeastAsync(bytes, HeadBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
            if (!head.Span.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            {
                var kind = KindOf(head.Span);
                // A byte order mark is no part of JSON; of text, the parser knows it.
                if (kind == ContentKind.Json && head.Span.StartsWith(ByteOrderMark)) head = head[3..];
                return new(kind, new HeadStream(head, rest), head, layer > 0);
            }

            if (layer == MaxGzipLayers) throw new ContentException("gzip in gzip in gzip", "give it in one layer");
            rest = new GzipText(head, rest);
        }
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ContentKind KindOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PAR1"u8)) return ContentKind.Parquet;
        if (head.StartsWith(ByteOrderMark)) head = head[3..];
        return head.TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? ContentKind.Json : ContentKind.Text;
    }
}
