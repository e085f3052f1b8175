using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;

namespace FlowOptics.EndToEnd.Logs;

/// <summary>
/// Reads flow-log objects with none of the product's code: gunzip, split at blanks, columns by the header's names. As <c>zcat | awk</c> would.
/// <code>
/// version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
/// 2 123456789012 eni-0a1b 10.0.1.10 10.0.2.20 443 51234 6 20 4249 1418530010 1418530070 ACCEPT OK
/// </code>
/// </summary>
internal sealed class RawObjects(string folder)
{
    // Objects are immutable: each is read once.
    private readonly ConcurrentDictionary<string, RawRecord[]> _read = new(StringComparer.Ordinal);

    public int Count => Files().Length;

    public IEnumerable<RawRecord> Records() =>
        Files().AsParallel().SelectMany(file => _read.GetOrAdd(file, name => [.. Read(name)]));

    /// <summary>What each account's records with one action add up to. Reads all objects at each call, and keeps none of their records.</summary>
    public Dictionary<(string Account, string Action), RawTotals> Totals() =>
        Files().AsParallel()
            .SelectMany(file => Read(file).AggregateBy(record => (record.Account, record.Action), default(RawTotals), (sum, record) => sum.Plus(record)))
            .AggregateBy(sum => sum.Key, default(RawTotals), (sum, part) => sum.Plus(part.Value))
            .ToDictionary();

    private string[] Files() => !Directory.Exists(folder) ? [] : Directory.GetFiles(folder, "*.log.gz", SearchOption.AllDirectories);

    private static IEnumerable<RawRecord> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var columns = (reader.ReadLine() ?? throw new InvalidDataException($"{file} is empty")).Split(' ').Select((name, index) => (name, index))
            .ToDictionary(column => column.name, column => column.index, StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(' ');
            // NODATA and SKIPDATA are no flows.
            if (fields[columns["log-status"]] != "OK") continue;
            yield return new RawRecord(
                string.Intern(fields[columns["account-id"]]),
                string.Intern(fields[columns["srcaddr"]]),
                string.Intern(fields[columns["dstaddr"]]),
                int.Parse(fields[columns["srcport"]], CultureInfo.InvariantCulture),
                Number("packets"),
                Number("bytes"),
                Number("start"),
                string.Intern(fields[columns["action"]]));

            long Number(string name) => long.Parse(fields[columns[name]], CultureInfo.InvariantCulture);
        }
    }
}
