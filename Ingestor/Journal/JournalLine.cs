using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace FlowOptics.Ingestor.Journal;

/// <summary>
/// A journal entry as a line, with a checksum before it, so that a line cut or overwritten by a crash is known as such:
/// <c>5f3a9c01 ["Done","bucket","AWSLogs/…/x.log.gz","9f86d081…",1234,639000000000000000,4096]</c>.
/// </summary>
internal static class JournalLine
{
    private const int ChecksumLength = 8;

    public static byte[] Write(JournalEntry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes<object[]>(
            [entry.State.ToString(), entry.Bucket, entry.Key, entry.ETag, entry.Size, entry.LastModified.UtcTicks, entry.Records]);
        return [.. Encoding.ASCII.GetBytes(Checksum(json).ToString("x8", CultureInfo.InvariantCulture)), (byte)' ', .. json, (byte)'\n'];
    }

    /// <param name="line">Without its line feed.</param>
    /// <returns>Null where the line is damaged.</returns>
    public static JournalEntry? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length < ChecksumLength + 3 || line[ChecksumLength] != ' ') return null;
        var json = line[(ChecksumLength + 1)..];
        if (!uint.TryParse(line[..ChecksumLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum) || checksum != Checksum(json)) return null;
        using var document = JsonDocument.Parse(json.ToArray());
        var fields = document.RootElement;
        return new(
            fields[1].GetString()!, fields[2].GetString()!, fields[3].GetString()!, fields[4].GetInt64(),
            new DateTimeOffset(fields[5].GetInt64(), TimeSpan.Zero), Enum.Parse<JournalState>(fields[0].GetString()!), fields[6].GetInt64());
    }

    private static uint Checksum(ReadOnlySpan<byte> json)
    {
        var checksum = uint.MaxValue;
        foreach (var value in json) checksum = BitOperations.Crc32C(checksum, value);
        return ~checksum;
    }
}
