using System.Globalization;
using System.IO.Compression;

namespace FlowOptics.Demo.Honeypots;

/// <summary>
/// The 387,436 real attempts (Data/ATTRIBUTION.md), by honeypot, in their real order, their five months pressed into one loop:
/// <c>2013-03-03 21:53:59,groucho-oregon,1032051418,TCP,,6000,1433</c>.
/// </summary>
internal sealed class HoneypotData
{
    /// <summary>How long the five months take: seven hours make 15 attempts a second.</summary>
    public const int LoopSeconds = 7 * 3600;

    private readonly Dictionary<string, Attempt[]> _attempts;

    private HoneypotData(Dictionary<string, Attempt[]> attempts) => _attempts = attempts;

    public IEnumerable<string> Honeypots => _attempts.Keys;

    public int Count => _attempts.Values.Sum(attempts => attempts.Length);

    public Attempt[] Of(string honeypot) => _attempts[honeypot];

    /// <exception cref="InvalidDataException">A line is none of this file; the message names it.</exception>
    public static HoneypotData Load(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var rows = new List<(long Time, string Honeypot, Attempt Attempt)>(400_000);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        Span<Range> fields = stackalloc Range[8];
        reader.ReadLine();
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            var row = text.AsSpan();
            if (row.Split(fields, ',') != 7 || !TryReadTime(row[fields[0]], out var time) || !TryRead(row, fields, out var attempt))
            {
                throw new InvalidDataException($"{path}, line {line}: '{text}' is no attempt (datetime,host,src,proto,type,spt,dpt); restore the file from the repository");
            }

            var name = row[fields[1]].ToString();
            if (!names.TryAdd(name, name)) name = names[name];
            rows.Add((time, name, attempt));
        }

        var first = rows.Min(row => row.Time);
        var span = rows.Max(row => row.Time) - first + 1;
        var attempts = rows
            .GroupBy(row => row.Honeypot, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                // Stable: what the file has within one second stays in its order.
                group => group.OrderBy(row => row.Time).Select(row => row.Attempt with { Offset = (int)((row.Time - first) * LoopSeconds * 1000 / span) }).ToArray(),
                StringComparer.Ordinal);
        return new(attempts);
    }

    // Two-digit arithmetic: DateTime.Parse takes longer than all the rest of a first start.
    private static bool TryReadTime(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        if (text.Length != 19) return false;
        var year = Number(text[..4]);
        var month = Number(text[5..7]);
        var day = Number(text[8..10]);
        if (year < 2000 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        seconds = new DateTime(year, month, day).Ticks / TimeSpan.TicksPerSecond + Number(text[11..13]) * 3600L + Number(text[14..16]) * 60L + Number(text[17..]);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<char> row, ReadOnlySpan<Range> fields, out Attempt attempt)
    {
        attempt = default;
        byte protocol = row[fields[3]] switch { "TCP" => 6, "UDP" => 17, "ICMP" => 1, _ => 0 };
        if (protocol == 0 || !uint.TryParse(row[fields[2]], NumberStyles.None, CultureInfo.InvariantCulture, out var source)) return false;
        if (protocol == 1)
        {
            if (!byte.TryParse(row[fields[4]], NumberStyles.None, CultureInfo.InvariantCulture, out var type)) return false;
            attempt = new(0, source, 0, 0, protocol, type);
            return true;
        }

        if (!ushort.TryParse(row[fields[5]], NumberStyles.None, CultureInfo.InvariantCulture, out var sourcePort)
            || !ushort.TryParse(row[fields[6]], NumberStyles.None, CultureInfo.InvariantCulture, out var destinationPort)) return false;
        attempt = new(0, source, sourcePort, destinationPort, protocol, 0);
        return true;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits) number = number * 10 + (digit - '0');
        return number;
    }
}
