using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;
using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>The same records in a lake and, as AWS's objects of text, in the emulator's S3, with a table made by our own DDL over them.</summary>
internal sealed class AthenaWorld : IAsyncDisposable
{
    public const string Bucket = "flow-logs";
    public const string Format = "${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} "
        + "${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${region} ${flow-direction} ${instance-tag}";

    private readonly TemporaryFolder _folder = new();
    private readonly EmulatorProcess _emulator;
    private readonly AmazonS3Client _s3;
    private readonly LakeDatabase _lake;
    private readonly ConcurrentBag<string> _statements = [];

    private AthenaWorld(EmulatorProcess emulator, string data)
    {
        (_emulator, Data) = (emulator, data);
        _s3 = emulator.S3();
        _lake = Lakes.Open(_folder.Path);
        History = new DuckDbFlowStore(_lake);
    }

    /// <summary>The emulator's folder.</summary>
    public string Data { get; }

    public EmulatorProcess Emulator => _emulator;

    public AmazonS3Client S3 => _s3;

    public DuckDbFlowStore History { get; }

    /// <summary>All that was asked of Athena.</summary>
    public IReadOnlyCollection<string> Statements => _statements;

    public static async Task<AthenaWorld> StartAsync(string data)
    {
        var world = new AthenaWorld(await EmulatorProcess.StartAsync(data, new Dictionary<string, string>(StringComparer.Ordinal) { ["FlowOptics__Emulator__Athena__QueueMilliseconds"] = "0" }), data);
        await world._s3.PutBucketAsync(Bucket, TestContext.Current.CancellationToken);
        return world;
    }

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
        foreach (var group in records.GroupBy(record => $"{record.Account}/{record.Region}/{Day(record.Start)}"))
        {
            var (account, region, day) = group.Key.Split('/', 3) is [var a, var r, var d] ? (a, r, d) : default;
            var body = Gzip(group);
            sizes[group.Key] = body.Length;
            var name = $"{account}_vpcflowlogs_{region}_fl-1_{day.Replace("/", "", StringComparison.Ordinal)}T0000Z_ab.log.gz";
            await _s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = $"AWSLogs/{account}/vpcflowlogs/{region}/{day}/{name}", InputStream = new MemoryStream(body) }, TestContext.Current.CancellationToken);
        }

        return sizes;
    }

    public async ValueTask DisposeAsync()
    {
        _s3.Dispose();
        _lake.Dispose();
        await _emulator.DisposeAsync();
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

    private static byte[] Gzip(IEnumerable<FlowRecord> records)
    {
        using var body = new MemoryStream();
        using (var text = new StreamWriter(new GZipStream(body, CompressionLevel.Fastest), new UTF8Encoding(false)))
        {
            text.Write(Format.Replace("${", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal) + "\n");
            foreach (var record in records) text.Write(Line(record) + "\n");
            // An interval without traffic.
            text.Write($"{FlowRecords.Accounts[0]} eni-0a - - - - - - - {records.First().Start} {records.First().Start} - NODATA - - - - - - - -\n");
        }

        return body.ToArray();
    }

    private static string Line(FlowRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Account} {record.InterfaceId ?? "-"} {record.Src} {record.Dst} {record.SrcPort} {record.DstPort} {record.Protocol} {record.Packets} {record.Bytes} {record.Start} {record.End} ")
        + $"{record.Action switch { FlowAction.Accept => "ACCEPT", FlowAction.Reject => "REJECT", _ => "-" }} OK {record.VpcId ?? "-"} {record.SubnetId ?? "-"} {record.InstanceId ?? "-"} {record.TcpFlags} "
        + $"{(record.Src.IsIPv4 ? "IPv4" : "IPv6")} {record.Region} {record.FlowDirection switch { FlowDirection.Ingress => "ingress", FlowDirection.Egress => "egress", _ => "-" }} "
        + (record.InstanceTag is { } tag ? Uri.EscapeDataString(tag) : "-");
}
