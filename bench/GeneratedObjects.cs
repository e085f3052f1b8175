using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FlowOptics.Bench;

/// <summary>
/// Flow-log objects from a seed: default format, 100 to 115 bytes a record; 2,000 hosts inside talk to each other and to 20,000 outside, on a
/// dozen services. Gzip, AWS's names.
/// </summary>
internal static class GeneratedObjects
{
    private static readonly int[] Services = [443, 443, 443, 80, 22, 53, 5432, 6379, 3389, 8080, 9100, 3306];

    /// <summary>Writes <paramref name="objects"/> files of <paramref name="recordsEach"/> records into <paramref name="folder"/>.</summary>
    public static void Write(string folder, int objects, int recordsEach, DateTimeOffset time, int seed)
    {
        const string Account = "123456789012";
        const string Region = "eu-west-1";
        var day = Path.Combine(folder, "AWSLogs", Account, "vpcflowlogs", Region, time.UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(day);
        Parallel.For(0, objects, index =>
        {
            var name = $"{Account}_vpcflowlogs_{Region}_fl-0123456789abcdef0_{time.UtcDateTime:yyyyMMdd'T'HHmm'Z'}_{seed:x4}{index:x4}.log.gz";
            var path = Path.Combine(day, name);
            using (var file = File.Create(path))
            using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            using (var writer = new StreamWriter(gzip, new UTF8Encoding(false), 64 * 1024) { NewLine = "\n" })
            {
                writer.WriteLine("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status");
                var random = new Random(HashCode(seed, index));
                for (var record = 0; record < recordsEach; record++) writer.WriteLine(Record(random, time.ToUnixTimeSeconds()));
            }

            // Older than the time for which an object must lie still before it counts as finished: that wait is not throughput.
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-30));
        });
    }

    private static int HashCode(int seed, int index) => unchecked((seed * 486_187_739) + index);

    // 2 123456789012 eni-0000000000000a1b2 10.0.3.17 198.18.7.9 49152 443 6 12 3456 1794700000 1794700060 ACCEPT OK
    private static string Record(Random random, long time)
    {
        var inside = random.Next(2000);
        var host = $"10.0.{inside / 250}.{inside % 250}";
        var outside = random.Next(20_000);
        var peer = random.Next(2) == 0 ? $"10.0.{random.Next(8)}.{random.Next(250)}" : $"{20 + (outside % 150)}.{outside / 150}.{outside % 251}.9";
        var service = Services[random.Next(Services.Length)];
        var ephemeral = random.Next(32768, 61000);
        var packets = random.Next(1, 2000);
        var start = time - random.Next(60);
        var action = random.Next(10) == 0 ? "REJECT" : "ACCEPT";
        var (from, to, fromPort, toPort) = random.Next(2) == 0 ? (host, peer, ephemeral, service) : (peer, host, service, ephemeral);
        return $"2 123456789012 eni-{inside:x17} {from} {to} {fromPort} {toPort} 6 {packets} {packets * random.Next(40, 1400)} {start} {start + 59} {action} OK";
    }
}
