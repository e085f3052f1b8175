using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;
using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>The same records in a lake and, as AWS's objects of text, in the emulator's S3, with a table made by our own DDL over them.</summary>
internal sealed class AthenaWorld : IDisposable
{
    public const string Bucket = "flow-logs";
    public const string Format = "${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} "
        + "${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${region} ${flow-direction} ${instance-tag}";

    private static readonly string Fields = Format.Replace("${", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private readonly TemporaryFolder _folder = new();
    private readonly EmulatorProcess _emulator;
    private readonly AmazonS3Client _s3;
    private readonly LakeDatabase _lake;
    private readonly ConcurrentBag<string> _statements = [];

    private AthenaWorld(EmulatorProcess emulator)
    {
        _emulator = emulator;
        _s3 = emulator.S3();
        _lake = Lakes.Open(_folder.Path);
        History = new DuckDbFlowStore(_lake);
    }

    public AmazonS3Client S3 => _s3;

    public DuckDbFlowStore History { get; }

    /// <summary>All that was asked of Athena.</summary>
    public IReadOnlyCollection<string> Statements => _statements;

    public static async Task<AthenaWorld> StartAsync(EmulatorProcess emulator)
    {
        var world = new AthenaWorld(emulator);
        await world._s3.PutBucketAsync(Bucket, TestContext.Current.CancellationToken);
        return world;
    }

    /// <summary>Our own statement for a table over the records' objects.</summary>
    public static FlowLogDdl Ddl(string table) => new() { Format = Format, Location = $"s3://{Bucket}", Table = table, Accounts = FlowRecords.Accounts, Regions = FlowRecords.Regions };

    public AthenaOptions Options(string table) => new() { Table = table, Endpoint = _emulator.Url, S3Endpoint = _emulator.Url, OutputLocation = $"s3://{Bucket}/results/", Reuse = TimeSpan.Zero };

    public AthenaFlowStore Store(AthenaOptions options) => new(options, FlowRecords.Enrich, TimeProvider.System) { Statement = _statements.Add };

    /// <summary>Runs a statement that has no result.</summary>
    public async Task RunAsync(string sql)
    {
        var options = Options("");
        using var client = new AthenaClient(options);
        using var s3 = _emulator.S3();
        await new AthenaRunner(options, client, s3, TimeProvider.System).RunAsync(new AthenaText().Add(sql), TimeSpan.Zero, (_, _) => { }, TestContext.Current.CancellationToken);
    }

    /// <summary>The numbers of a statement's first row.</summary>
    public async Task<IReadOnlyList<long>> ReadAsync(AthenaText sql)
    {
        var options = Options("");
        using var client = new AthenaClient(options);
        using var s3 = _emulator.S3();
        var runner = new AthenaRunner(options, client, s3, TimeProvider.System);
        var execution = await runner.RunAsync(sql, TimeSpan.Zero, (_, _) => { }, TestContext.Current.CancellationToken);
        await foreach (var row in runner.ReadAsync(execution, TestContext.Current.CancellationToken)) return [.. row.Select(value => long.Parse(value!, CultureInfo.InvariantCulture))];
        throw new InvalidOperationException("the result has no row");
    }

    /// <summary>How many of the lake's records match each of some filters.</summary>
    public IReadOnlyList<long> Count(IReadOnlyList<FlowFilter> filters)
    {
        using var connection = _lake.Connect();
        return [.. filters.Select(filter =>
        {
            var sql = FilterSql.Add(new SqlText().Add("SELECT count(*) FROM flows WHERE "), filter, FilterColumns.Flows);
            using var statement = sql.Prepare(connection);
            using var result = statement.Execute();
            return (long)result.ToRows()[0][0]!;
        })];
    }

    /// <summary>Files records by account, region and the day that they begin on, in both places.</summary>
    /// <returns>The objects' sizes by account, region and day: <c>123456789012/eu-west-1/2026/09/21</c>.</returns>
    public async Task<IReadOnlyDictionary<string, long>> FillAsync(IReadOnlyList<FlowRecord> records)
    {
        using (var writer = new LakeWriter(_lake))
        {
            Assert.True(writer.Write(Lakes.Info("all"), "etag", records));
            writer.Commit();
        }

        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var group in ByObject(records))
        {
            var body = Gzip(Text(group));
            sizes[group.Key] = body.Length;
            await PutAsync("", group.Key, ".log.gz", body);
        }

        return sizes;
    }

    /// <summary>Files the same records once more in S3, in <c>parquet/</c>, as Parquet with AWS's types.</summary>
    public async Task FillParquetAsync(IReadOnlyList<FlowRecord> records)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var (text, parquet) = (Path.Combine(_folder.Path, "objects.txt"), Path.Combine(_folder.Path, "objects.parquet"));
        foreach (var group in ByObject(records))
        {
            await File.WriteAllTextAsync(text, Text(group), TestContext.Current.CancellationToken);
            var columns = string.Join(", ", Fields.Split(' ').Select(field => $"'{field.Replace('-', '_')}': '{TypeOf(field)}'"));
            connection.Execute($"COPY (SELECT * FROM read_csv('{text}', delim = ' ', header = true, quote = '', nullstr = '-', columns = {{{columns}}})) TO '{parquet}' (FORMAT parquet)");
            await PutAsync("parquet/", group.Key, ".log.parquet", await File.ReadAllBytesAsync(parquet, TestContext.Current.CancellationToken));
        }
    }

    public void Dispose()
    {
        _s3.Dispose();
        _lake.Dispose();
        _folder.Dispose();
    }

    // The SDK's own chain is asked for them, as in the services.
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "Before any client is made.")]
    internal static void SetCredentials()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
    }

    private static string Day(long start) => DateTimeOffset.FromUnixTimeSeconds(start).UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);

    private static IEnumerable<IGrouping<string, FlowRecord>> ByObject(IReadOnlyList<FlowRecord> records) => records.GroupBy(record => $"{record.Account}/{record.Region}/{Day(record.Start)}");

    private static string Text(IEnumerable<FlowRecord> records) => new StringBuilder(Fields).Append('\n')
        .AppendJoin("", records.Select(record => Line(record) + "\n"))
        // An interval without traffic.
        .Append(CultureInfo.InvariantCulture, $"{FlowRecords.Accounts[0]} eni-0a - - - - - - - {records.First().Start} {records.First().Start} - NODATA - - - - - - - -\n")
        .ToString();

    private static byte[] Gzip(string text)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return body.ToArray();
    }

    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html, "Parquet data type".
    private static string TypeOf(string field) => field switch
    {
        "srcport" or "dstport" or "protocol" or "tcp-flags" => "INTEGER",
        "packets" or "bytes" or "start" or "end" => "BIGINT",
        _ => "VARCHAR",
    };

    private async Task PutAsync(string folder, string group, string extension, byte[] body)
    {
        var (account, region, day) = group.Split('/', 3) is [var a, var r, var d] ? (a, r, d) : default;
        var name = $"{account}_vpcflowlogs_{region}_fl-1_{day.Replace("/", "", StringComparison.Ordinal)}T0000Z_ab{extension}";
        await _s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = $"{folder}AWSLogs/{account}/vpcflowlogs/{region}/{day}/{name}", InputStream = new MemoryStream(body) }, TestContext.Current.CancellationToken);
    }

    private static string Line(FlowRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Account} {record.InterfaceId ?? "-"} {record.Src} {record.Dst} {record.SrcPort} {record.DstPort} {record.Protocol} {record.Packets} {record.Bytes} {record.Start} {record.End} ")
        + $"{record.Action switch { FlowAction.Accept => "ACCEPT", FlowAction.Reject => "REJECT", _ => "-" }} OK {record.VpcId ?? "-"} {record.SubnetId ?? "-"} {record.InstanceId ?? "-"} {record.TcpFlags} "
        + $"{(record.Src.IsIPv4 ? "IPv4" : "IPv6")} {record.Region} {record.FlowDirection switch { FlowDirection.Ingress => "ingress", FlowDirection.Egress => "egress", _ => "-" }} "
        + (record.InstanceTag is { } tag ? Uri.EscapeDataString(tag) : "-");
}
