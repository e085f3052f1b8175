using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Bench;

/// <summary>
/// Records a second of the text parser on one thread, from memory and from gzip, beside DuckDB's read_csv of the same records on one thread. The log
/// is made from a seed: default format, 100 to 115 bytes a record, 64 interfaces, random sources,
/// destinations in one VPC. Both sides must come to the same sums.
/// </summary>
internal static class ParseBench
{
    private const int Rounds = 5;
    private const int BlockBytes = 128 * 1024;

    public static Task RunAsync(string[] args)
    {
        var records = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var text = Log(records, seed: 2026);
        var packed = Pack(text);
        var folder = Directory.CreateTempSubdirectory("flowoptics-parse-");
        try
        {
            var plain = Path.Combine(folder.FullName, "records.log");
            var gzip = Path.Combine(folder.FullName, "records.log.gz");
            File.WriteAllBytes(plain, text);
            File.WriteAllBytes(gzip, packed);
            using var database = DuckDbDatabase.Open();
            using var connection = database.Connect();
            connection.Execute("SET threads = 1");

            // Alternating, so that a busy moment of the machine falls on both; the first round warms up and does not count.
            var rates = new Dictionary<string, List<double>>(StringComparer.Ordinal);
            for (var round = 0; round <= Rounds; round++)
            {
                Run("memory", () => ParseMemory(text));
                Run("duckdb", () => ReadCsv(connection, plain));
                Run("gzip", () => ParseGzip(packed));
                Run("duckdb-gzip", () => ReadCsv(connection, gzip));

                void Run(string name, Func<Sums> read)
                {
                    var from = Stopwatch.GetTimestamp();
                    var sums = read();
                    var rate = records / Stopwatch.GetElapsedTime(from).TotalSeconds;
                    Check(name, sums, records);
                    if (round == 0) return;
                    if (!rates.TryGetValue(name, out var list)) rates.Add(name, list = []);
                    list.Add(rate);
                }
            }

            Console.WriteLine($"{records:N0} records, {(double)text.Length / records:0.0} bytes each, gzip {(double)packed.Length / records:0.0}");
            foreach (var (name, list) in rates) Console.WriteLine($"{name,-12} {string.Join("  ", list.Select(rate => $"{rate / 1e6:0.00}"))} million records/s");
            Figure.Print("parse.memory", Figure.Median(rates["memory"]), "records/s");
            Figure.Print("parse.gzip", Figure.Median(rates["gzip"]), "records/s");
            Figure.Print("parse.memory-vs-duckdb", Figure.Median(rates["memory"]) / Figure.Median(rates["duckdb"]), "x");
            Figure.Print("parse.gzip-vs-duckdb", Figure.Median(rates["gzip"]) / Figure.Median(rates["duckdb-gzip"]), "x");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }

    private static byte[] Log(int records, int seed)
    {
        var random = new Random(seed);
        var interfaces = Enumerable.Range(0, 64).Select(_ => $"eni-{random.NextInt64(1L << 60):x16}{random.Next(16):x}").ToArray();
        var text = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n", records * 110);
        ushort[] services = [22, 80, 443, 53, 5432, 6379, 8080, 3389];
        for (var i = 0; i < records;)
        {
            var length = text.Length;
            var packets = random.Next(1, 20);
            var start = 1_764_000_000 + (i / 1000) + random.Next(60);
            text.Append(
                CultureInfo.InvariantCulture,
                $"2 123456789012 {interfaces[random.Next(interfaces.Length)]} {Octet(1)}.{Octet()}.{Octet()}.{Octet()} 10.0.{Octet()}.{Octet()} ");
            text.Append(
                CultureInfo.InvariantCulture,
                $"{random.Next(1024, 65536)} {services[random.Next(services.Length)]} {(random.Next(5) == 0 ? 17 : 6)} {packets} {packets * random.Next(40, 1500)} ");
            text.Append(CultureInfo.InvariantCulture, $"{start} {start + random.Next(60)} {(random.Next(4) == 0 ? "REJECT" : "ACCEPT")} OK\n");
            // The targets are stated for records of this size.
            if (text.Length - length is < 100 or > 115) text.Length = length;
            else i++;
        }

        return Encoding.ASCII.GetBytes(text.ToString());

        int Octet(int least = 0) => random.Next(least, 256);
    }

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(text);
        return packed.ToArray();
    }

    private static Sums ParseMemory(byte[] text)
    {
        var parser = new FlowTextParser(new ObjectIdentity("bucket", "key", "etag"));
        var sums = new Sums();
        for (var position = 0; position < text.Length; position += BlockBytes)
        {
            parser.Write(text.AsSpan(position, Math.Min(BlockBytes, text.Length - position)));
            sums.Take(parser);
        }

        parser.Complete();
        sums.Take(parser);
        return sums;
    }

    private static Sums ParseGzip(byte[] packed)
    {
        var parser = new FlowTextParser(new ObjectIdentity("bucket", "key", "etag"));
        var sums = new Sums();
        var block = new byte[BlockBytes];
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        while (gzip.Read(block) is var read and > 0)
        {
            parser.Write(block.AsSpan(0, read));
            sums.Take(parser);
        }

        parser.Complete();
        sums.Take(parser);
        return sums;
    }

    // Each typed column is summed, so that it must be read; addresses stay text, since DuckDB has no type for them without an extension.
    private static Sums ReadCsv(DuckDbConnection connection, string path)
    {
        using var statement = connection.Prepare(
            """
            SELECT count(srcaddr), sum(srcport) + sum(dstport) + sum(protocol), sum(packets), sum(bytes), sum("start"), sum("end"),
              count(version), count(account), count(interface), count(dstaddr), count(action), count(status)
            FROM read_csv(?, delim = ' ', header = true, auto_detect = false, columns = {
              'version': 'UTINYINT', 'account': 'VARCHAR', 'interface': 'VARCHAR', 'srcaddr': 'VARCHAR', 'dstaddr': 'VARCHAR', 'srcport': 'USMALLINT',
              'dstport': 'USMALLINT', 'protocol': 'UTINYINT', 'packets': 'BIGINT', 'bytes': 'BIGINT', 'start': 'BIGINT', 'end': 'BIGINT',
              'action': 'VARCHAR', 'status': 'VARCHAR'})
            """);
        using var result = statement.Bind(1, path).Execute();
        var row = result.ToRows()[0];
        return new Sums
        {
            Count = Value(0),
            Ports = Value(1),
            Packets = Value(2),
            Bytes = Value(3),
            Start = Value(4),
            End = Value(5),
        };

        // Sums come as HUGEINT.
        long Value(int column) => row[column] is Int128 wide ? (long)wide : Convert.ToInt64(row[column], CultureInfo.InvariantCulture);
    }

    private static Sums? _expected;

    private static void Check(string name, Sums sums, int records)
    {
        _expected ??= sums;
        if (sums.Count != records || sums != _expected) throw new InvalidOperationException($"{name} read other records: {sums}, not {_expected}");
    }

    private sealed record Sums
    {
        public long Count { get; set; }

        public long Ports { get; set; }

        public long Packets { get; set; }

        public long Bytes { get; set; }

        public long Start { get; set; }

        public long End { get; set; }

        public void Take(FlowTextParser parser)
        {
            while (parser.TryTake(out var batch))
            {
                Count += batch.Count;
                for (var i = 0; i < batch.Count; i++)
                {
                    Ports += batch.SrcPort[i] + batch.DstPort[i] + batch.Protocol[i];
                    Packets += batch.Packets[i];
                    Bytes += batch.Bytes[i];
                    Start += batch.Start[i];
                    End += batch.End[i];
                }
            }
        }
    }
}
