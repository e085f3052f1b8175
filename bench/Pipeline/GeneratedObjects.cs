using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FlowOptics.Bench.Pipeline;

/// <summary>Flow-log objects from a seed: default format, 100 to 115 bytes a record, gzip, AWS's layout and names.</summary>
internal static class GeneratedObjects
{
    private const string Account = "123456789012";
    private const string Region = "eu-west-1";
    private const int Hosts = 2000;
    private const int PeersOfHost = 40;

    private static readonly int[] Services = [443, 443, 443, 80, 22, 53, 5432, 6379, 3389, 8080, 9100, 3306];

    /// <summary>Writes <paramref name="objects"/> files of <paramref name="recordsEach"/> records into <paramref name="folder"/>.</summary>
    /// <returns>Their paths within the folder, in order.</returns>
    public static string[] Write(string folder, int objects, int recordsEach, Load load, int seed)
    {
        var time = DateTimeOffset.UtcNow;
        var day = Path.Combine("AWSLogs", Account, "vpcflowlogs", Region, time.UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path.Combine(folder, day));
        var paths = new string[objects];
        Parallel.For(0, objects, index =>
        {
            paths[index] = Path.Combine(day, $"{Account}_vpcflowlogs_{Region}_fl-0123456789abcdef0_{time.UtcDateTime:yyyyMMdd'T'HHmm'Z'}_{seed:x4}{index:x4}.log.gz");
            using var file = File.Create(Path.Combine(folder, paths[index]));
            using var gzip = new GZipStream(file, CompressionLevel.Fastest);
            using var writer = new StreamWriter(gzip, new UTF8Encoding(false), 64 * 1024) { NewLine = "\n" };
            writer.WriteLine("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status");
            var random = new Random(unchecked((seed * 486_187_739) + index));
            for (var record = 0; record < recordsEach; record++) WriteRecord(writer, random, load, time.ToUnixTimeSeconds());
        });
        return paths;
    }

    // 2 123456789012 eni-0000000000000a1b2 10.0.3.17 198.18.7.9 49152 443 6 12 3456 1794700000 1794700060 ACCEPT OK
    private static void WriteRecord(StreamWriter writer, Random random, Load load, long time)
    {
        var (host, peer, service, rejected) = load == Load.Distinct ? AnyLink(random) : KnownLink(random, load);
        var ephemeral = random.Next(32768, 61000);
        var packets = random.Next(1, 2000);
        var start = time - random.Next(60);
        var answers = !rejected && random.Next(2) == 0;
        var (from, to, fromPort, toPort) = answers ? (host, peer, service, ephemeral) : (peer, host, ephemeral, service);
        writer.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"2 {Account} eni-{host:x17} {Dotted(from)} {Dotted(to)} {fromPort} {toPort} 6 {packets} {packets * random.Next(40, 1400)} {start} {start + 59} "));
        writer.WriteLine(rejected ? "REJECT OK" : "ACCEPT OK");
    }

    private static (uint Host, uint Peer, int Service, bool Rejected) AnyLink(Random random)
    {
        var peer = random.Next(2) == 0 ? Inside(random.Next(Hosts)) : Outside(random.Next(20_000));
        return (Inside(random.Next(Hosts)), peer, Services[random.Next(Services.Length)], random.Next(10) == 0);
    }

    private static (uint Host, uint Peer, int Service, bool Rejected) KnownLink(Random random, Load load)
    {
        var host = (int)(Hosts * random.NextDouble() * random.NextDouble());
        if (random.Next(20) == 0) return (Inside(host), Outside(random.Next(1 << 24)), Services[random.Next(Services.Length)], true);
        var link = Mixed((uint)((host * PeersOfHost) + (int)(PeersOfHost * random.NextDouble() * random.NextDouble())));
        var peer = load == Load.Public || link % 2 == 0 ? Outside((int)(link / 2 % 20_000)) : Inside((int)(link / 2 % Hosts));
        return (Inside(host), peer, Services[link % Services.Length], false);
    }

    // 10.0.0.0/16, and public networks from 20.0.0.0 on that are not special.
    private static uint Inside(int number) => 0x0A00_0000u + (uint)(((number / 250) << 8) | ((number % 250) + 1));

    private static uint Outside(int number) => ((uint)(20 + (number % 80)) << 24) | (Mixed((uint)(number / 80)) >> 8);

    // The same in each run: 2^32 divided by the golden ratio, and a shift so that low bits depend on high ones.
    private static uint Mixed(uint value) => unchecked((value * 2654435761u) ^ ((value * 2654435761u) >> 15));

    private static string Dotted(uint value) => string.Create(CultureInfo.InvariantCulture, $"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}");
}
