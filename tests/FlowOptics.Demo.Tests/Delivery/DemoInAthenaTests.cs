using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FlowOptics.Demo.Delivery;
using FlowOptics.Demo.Records;
using FlowOptics.Emulator.Tests.Clients;
using FlowOptics.Lake;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Demo.Tests.Delivery;

/// <summary>The demo's objects under one table of the emulator's Athena, as AppHost makes it.</summary>
public sealed class DemoInAthenaTests
{
    private static readonly JsonTypeInfo<JsonObject> Json = (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_table_reads_all_accounts_though_they_have_two_formats()
    {
        using var folder = new DemoFolder();
        using var data = new TemporaryFolder();
        await using var emulator = await EmulatorProcess.StartAsync(data.Path);
        using var s3 = emulator.S3();
        await s3.PutBucketAsync("demo", Cancel);
        using var bucket = new S3DemoBucket(s3, "demo", "", TimeSpan.FromHours(1), folder.Clock);
        var (from, to) = (folder.Clock.Seconds - 300, folder.Clock.Seconds);
        var written = new Dictionary<string, (long Flows, long Bytes)>(StringComparer.Ordinal);
        foreach (var log in DemoFolder.FlowLogs)
        {
            await bucket.WriteAsync(log, from, to, null, Cancel);
            using var text = new MemoryStream();
            using (var records = new RecordText(text))
            {
                log.Traffic.Write(from, to, records);
                records.Flush();
            }

            var flows = System.Text.Encoding.ASCII.GetString(text.ToArray()).Split('\n').Select(line => line.Split(' ')).Where(fields => fields.Length > 13 && fields[13] == "OK").ToList();
            var (count, bytes) = written.GetValueOrDefault(log.Vpc.Account);
            written[log.Vpc.Account] = (count + flows.Count, bytes + flows.Sum(fields => long.Parse(fields[9])));
        }

        using var athena = new AwsJsonClient(AwsJsonService.Athena, emulator.Url, "us-east-1", new Amazon.Runtime.BasicAWSCredentials("test", "test"));
        var regions = DemoFolder.FlowLogs.Select(log => log.Vpc.Region).Distinct(StringComparer.Ordinal).ToList();
        await AskAsync(athena, new FlowLogDdl { Location = "s3://demo", Table = "demo", Format = DemoFormat.Inside, Accounts = [.. written.Keys], Regions = regions }.ToSql());

        var rows = await AskAsync(athena, """
            SELECT account_id, count(*), sum(bytes), count(vpc_id), count(flow_direction), count_if(pkt_srcaddr IS NULL)
            FROM demo WHERE log_status = 'OK' GROUP BY account_id ORDER BY account_id
            """);

        Assert.Equal(
            written.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key == "345678901234"
                ? $"{pair.Key} {pair.Value.Flows} {pair.Value.Bytes} 0 0 {pair.Value.Flows}"
                : $"{pair.Key} {pair.Value.Flows} {pair.Value.Bytes} {pair.Value.Flows} {pair.Value.Flows} 0"),
            rows);
        Assert.Equal(3, rows.Count);
        Assert.All(written.Values, account => Assert.True(account.Flows > 0));
    }

    private static async Task<IReadOnlyList<string>> AskAsync(AwsJsonClient athena, string sql)
    {
        var question = new JsonObject { ["QueryString"] = sql, ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://demo/results/" } };
        var asked = await athena.CallAsync("StartQueryExecution", question, Json, Json, Cancel);
        var id = new JsonObject { ["QueryExecutionId"] = asked["QueryExecutionId"]!.GetValue<string>() };
        JsonNode status = asked;
        await Eventually.TrueAsync(
            async () =>
            {
                status = (await athena.CallAsync("GetQueryExecution", id, Json, Json, Cancel))["QueryExecution"]!["Status"]!;
                return (string?)status["State"] is "SUCCEEDED" or "FAILED";
            },
            () => $"{sql} is done: {status}");
        Assert.True((string?)status["State"] == "SUCCEEDED", $"{sql}: {status}");
        var rows = (await athena.CallAsync("GetQueryResults", id, Json, Json, Cancel))["ResultSet"]!["Rows"]?.AsArray() ?? [];
        return [.. rows.Skip(1).Select(row => string.Join(' ', row!["Data"]!.AsArray().Select(value => (string?)value!["VarCharValue"])))];
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("flowoptics-demo-athena-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
