using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;

namespace FlowOptics.Bench.Lake;

/// <summary>
/// A bucket's history from a seed: <see cref="Days"/> days of flow-log objects of two accounts in two regions each, default format, gzip level 1, AWS's layout and names. In each of the four scopes 500 hosts
/// talk to 40 peers each, some much more than others, half of them outside; 6 % of the records are strangers' refused attempts from 2^26 addresses, nearly each a link of its own.
/// </summary>
internal sealed class LakeObjects(string folder, long records)
{
    public const int Days = 30;
    private const int Hosts = 500;
    private const int PeersOfHost = 40;
    private const int LeastRecords = 5000;
    private const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n";

    public static readonly (string Account, string Region)[] Scopes =
        [("123456789012", "eu-west-1"), ("123456789012", "us-east-1"), ("234567890123", "eu-west-1"), ("234567890123", "ap-northeast-1")];

    private static readonly int[] Services = [443, 443, 443, 80, 22, 53, 5432, 6379, 3389, 8080, 9100, 3306];

    /// <summary>Midnight at the end of the last day, Unix seconds: long enough ago for every hour to be over.</summary>
    public static long End { get; } = DateTimeOffset.Parse("2026-11-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    public static long Start => End - (Days * 86_400L);

    /// <summary>Hours that an object covers: one, or as many as it takes for some thousands of records.</summary>
    public int HoursEach { get; } = new[] { 1, 2, 3, 4, 6, 8, 12, 24 }.FirstOrDefault(hours => records * hours / (Scopes.Length * Days * 24) >= LeastRecords, 24);

    public int Count => Scopes.Length * Days * 24 / HoursEach;

    /// <summary>An inside address of a scope: host 0 is among the busiest.</summary>
    public static uint Inside(int scope, int number) => 0x0A00_0000u + ((uint)scope << 16) + (uint)(((number / 250) << 8) | ((number % 250) + 1));

    public static string Dotted(uint value) => string.Create(CultureInfo.InvariantCulture, $"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}");

    /// <summary>Writes all objects, each as old as its last record.</summary>
    /// <returns>Bytes on disk.</returns>
    public long Write()
    {
        long bytes = 0;
        var perScope = Count / Scopes.Length;
        Parallel.For(0, Count, index =>
        {
            // The remainder goes to the first objects, so that there are exactly as many as asked for.
            var mine = (records / Count) + (index < records % Count ? 1 : 0);
            var (scope, slot) = (index / perScope, index % perScope);
            var start = Start + (slot * HoursEach * 3600L);
            var path = PathOf(scope, start, index);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = File.Create(path))
            using (var gzip = new GZipStream(file, CompressionLevel.Fastest)) WriteRecords(gzip, scope, start, mine, new Random(index + 1));
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(start + (HoursEach * 3600L)).AddMilliseconds(scope));
            Interlocked.Add(ref bytes, new FileInfo(path).Length);
        });
        return bytes;
    }

    /// <summary>The raw objects of one scope or all, of one day or all, as a pattern for DuckDB's read_csv.</summary>
    public string Pattern(string account = "*", DateTimeOffset? day = null) =>
        Path.Combine(folder, "AWSLogs", account, "vpcflowlogs", "*", day is { } of ? of.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture) : "*/*/*", "*.log.gz");

    private string PathOf(int scope, long start, int index)
    {
        var (account, region) = Scopes[scope];
        var time = DateTimeOffset.FromUnixTimeSeconds(start).UtcDateTime;
        return Path.Combine(
            folder, "AWSLogs", account, "vpcflowlogs", region, time.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{account}_vpcflowlogs_{region}_fl-0123456789abcdef{scope:x}_{time:yyyyMMdd'T'HHmm'Z'}_{index:x8}.log.gz"));
    }

    private void WriteRecords(Stream stream, int scope, long start, long count, Random random)
    {
        var block = new byte[64 * 1024];
        var used = System.Text.Encoding.ASCII.GetBytes(Header, block);
        for (long record = 0; record < count; record++)
        {
            if (block.Length - used < 256)
            {
                stream.Write(block, 0, used);
                used = 0;
            }

            // In the order of time, as the service writes them.
            used += WriteRecord(block.AsSpan(used), scope, start + (record * HoursEach * 3600L / count), random);
        }

        stream.Write(block, 0, used);
    }

    // 2 123456789012 eni-000000000000a1b2 10.0.3.17 198.18.7.9 49152 443 6 12 3456 1794700000 1794700060 ACCEPT OK
    private static int WriteRecord(Span<byte> line, int scope, long start, Random random)
    {
        var host = (int)(Hosts * random.NextDouble() * random.NextDouble());
        var rejected = random.Next(100) < 6;
        uint peer;
        int service;
        if (rejected)
        {
            (peer, service) = (Outside(random.Next(1 << 26)), Services[random.Next(Services.Length)]);
        }
        else
        {
            var link = Mixed((uint)((((scope * Hosts) + host) * PeersOfHost) + (int)(PeersOfHost * random.NextDouble() * random.NextDouble())));
            peer = link % 2 == 0 ? Outside((int)(link / 2 % 20_000)) : Inside(scope, (int)(link / 2 % Hosts));
            service = Services[link % Services.Length];
        }

        var ephemeral = random.Next(32768, 61000);
        var packets = random.Next(1, 2000);
        var answers = !rejected && random.Next(2) == 0;
        var at = 0;
        Text(line, ref at, "2 "u8);
        Text(line, ref at, System.Text.Encoding.ASCII.GetBytes(Scopes[scope].Account));
        Text(line, ref at, " eni-"u8);
        Utf8Formatter.TryFormat((ulong)((scope * Hosts) + host), line[at..], out var written, new System.Buffers.StandardFormat('x', 17));
        at += written;
        line[at++] = (byte)' ';
        Address(line, ref at, answers ? Inside(scope, host) : peer);
        Address(line, ref at, answers ? peer : Inside(scope, host));
        Number(line, ref at, answers ? service : ephemeral);
        Number(line, ref at, answers ? ephemeral : service);
        Number(line, ref at, 6);
        Number(line, ref at, packets);
        Number(line, ref at, (long)packets * random.Next(40, 1400));
        Number(line, ref at, start);
        Number(line, ref at, start + 59);
        Text(line, ref at, rejected ? "REJECT OK\n"u8 : "ACCEPT OK\n"u8);
        return at;
    }

    private static void Address(Span<byte> line, ref int at, uint value)
    {
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            Utf8Formatter.TryFormat((value >> shift) & 255, line[at..], out var written);
            at += written;
            line[at++] = (byte)(shift == 0 ? ' ' : '.');
        }
    }

    private static void Number(Span<byte> line, ref int at, long value)
    {
        Utf8Formatter.TryFormat(value, line[at..], out var written);
        at += written;
        line[at++] = (byte)' ';
    }

    private static void Text(Span<byte> line, ref int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(line[at..]);
        at += text.Length;
    }

    // Public networks from 20.0.0.0 on that are not special.
    private static uint Outside(int number) => ((uint)(20 + (number % 80)) << 24) | (Mixed((uint)(number / 80)) >> 8);

    // The same in each run: 2^32 divided by the golden ratio, and a shift so that low bits depend on high ones.
    private static uint Mixed(uint value) => unchecked((value * 2654435761u) ^ ((value * 2654435761u) >> 15));
}
