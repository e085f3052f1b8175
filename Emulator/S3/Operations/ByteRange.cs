using System.Globalization;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>A part of an object: from which byte, and how many.</summary>
internal readonly record struct ByteRange(long Start, long Length)
{
    /// <summary>One range; what is malformed, or more than one, S3 answers with the whole object.</summary>
    /// <exception cref="AwsException">InvalidRange: it begins behind the end.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) return null;
        var dash = header.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || header.Contains(',', StringComparison.Ordinal)) return null;
        var (first, last) = (header["bytes=".Length..dash].Trim(), header[(dash + 1)..].Trim());
        if (first.Length == 0)
        {
            if (!TryParse(last, out var suffix)) return null;
            if (suffix == 0 || size == 0) throw Invalid(header, size);
            return new ByteRange(Math.Max(0, size - suffix), Math.Min(size, suffix));
        }

        if (!TryParse(first, out var start)) return null;
        var end = size - 1;
        if (last.Length > 0 && (!TryParse(last, out end) || end < start)) return null;
        if (start >= size) throw Invalid(header, size);
        return new ByteRange(start, Math.Min(end, size - 1) - start + 1);
    }

    public string ContentRange(long size) => $"bytes {Start}-{Start + Length - 1}/{size}";

    private static bool TryParse(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static AwsException Invalid(string header, long size) => new(416, "InvalidRange", "The requested range is not satisfiable",
        ("RangeRequested", header), ("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture)))
    {
        Headers = [("Content-Range", $"bytes */{size}")],
    };
}
