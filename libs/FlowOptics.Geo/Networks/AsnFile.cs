using FlowOptics.Flows;

namespace FlowOptics.Geo.Networks;

/// <summary>
/// Reads an ASN file, CSV without a header: first address, last address, AS number, organisation. The rows rise by first address.
/// </summary>
internal static class AsnFile
{
    /// <exception cref="GeoDatabaseException">It is missing, cannot be read, or a row is none; the message names the line.</exception>
    public static AsnRanges Read(string path, NetworkPool networks)
    {
        try
        {
            return Read(FileBytes.Read(path), networks);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new GeoDatabaseException($"ASN file '{path}' cannot be used: {fault.Message}", fault);
        }
    }

    /// <exception cref="InvalidDataException">A row is none; the message names the line.</exception>
    internal static AsnRanges Read(ReadOnlySpan<byte> text, NetworkPool networks)
    {
        var ranges = new AsnRanges.Builder();
        var line = 0;
        while (!text.IsEmpty)
        {
            line++;
            var end = text.IndexOf((byte)'\n');
            var row = (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
            text = end < 0 ? default : text[(end + 1)..];
            if (row.IsEmpty) continue;
            if (!AsnRow.TryRead(row, out var read, out var reason)) throw new InvalidDataException($"line {line}, {reason}");
            if (!ranges.TryAdd(read.First, read.Last, networks.IndexOf(read)))
                throw new InvalidDataException($"line {line}: {read.First} comes before the row above it; sort the file by its first column");
        }

        return ranges.Build();
    }
}
