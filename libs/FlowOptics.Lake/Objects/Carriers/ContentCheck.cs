namespace FlowOptics.Lake;

/// <summary>Says of what is no flow log what it is instead, by its first bytes.</summary>
internal static class ContentCheck
{
    /// <exception cref="FlowObjectException">A format that is not read, or text under a name that promises gzip and bytes that are neither.</exception>
    internal static void Start(string key, Content content)
    {
        var head = content.Head.Span;
        if (content.Kind != ContentKind.Text) return;
        if (Foreign(head) is { } kind) throw new FlowObjectException($"object '{key}' is {kind}, which is not read: give it as plain text, gzip or Parquet");
        if (content.IsGzip || !key.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || IsText(head)) return;
        throw new FlowObjectException(
            $"object '{key}' is not gzip, though its name says so: it begins with {Hex(head[..Math.Min(head.Length, 4)])}, gzip with 1f 8b; copy it again");
    }

    /// <exception cref="FlowObjectException">The first block has a byte 0, which text has not.</exception>
    internal static void Text(string key, ReadOnlySpan<byte> start)
    {
        var nul = start.IndexOf((byte)0);
        if (nul < 0) return;
        throw new FlowObjectException(
            $"object '{key}' is neither text nor gzip nor Parquet: byte {nul} is 0 and the first are {Hex(start[..Math.Min(4, start.Length)])}; only flow logs belong here");
    }

    // Formats that people do keep flow logs in.
    private static string? Foreign(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) ? "a zip archive"
        : head.StartsWith("BZh"u8) ? "bzip2"
        : head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "zstd"
        : head.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58]) ? "xz"
        : null;

    private static bool IsText(ReadOnlySpan<byte> head) => head.IndexOfAnyExceptInRange((byte)0x09, (byte)0x7e) < 0;

    private static string Hex(ReadOnlySpan<byte> bytes) => string.Join(' ', Convert.ToHexStringLower(bytes).Chunk(2).Select(pair => new string(pair)));
}
