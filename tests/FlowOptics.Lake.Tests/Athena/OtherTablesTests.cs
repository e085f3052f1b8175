using System.Globalization;
using System.Text;
using Amazon.S3.Model;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>Tables that others have made: flow-optics' two, AWS's Hive-compatible folders, and Parquet.</summary>
[Collection(nameof(AthenaFixture))]
public sealed class OtherTablesTests(AthenaFixture fixture)
{
    private const long Noon = (FlowRecords.Epoch / 86_400 * 86_400) + 43_200;
    private const string Early = "version int, account string, interfaceid string, srcaddr string, dstaddr string, srcport int, dstport int, protocol int, packets int, bytes int";

    private static readonly string Day = DateTimeOffset.FromUnixTimeSeconds(Noon).UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flow_optics_own_tables_are_asked_for_what_they_have()
    {
        await PutAsync("old/111111111111/eu-west-1/" + Day + "/x.log", 3);
        foreach (var (name, columns) in new[] { ("late_logs", Early + ", start_time int, end_time int, action string, status string"), ("early_logs", Early) })
        {
            await fixture.World.RunAsync($"""
                CREATE EXTERNAL TABLE {name} ({columns}) PARTITIONED BY (account_id string, region string, day string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ' ' LOCATION 's3://{AthenaWorld.Bucket}/old/'
                TBLPROPERTIES ("skip.header.line.count"="1", "projection.enabled"="true", "projection.account_id.type"="injected", "projection.region.type"="enum", "projection.region.values"="eu-west-1,us-east-1",
                "projection.day.type"="date", "projection.day.range"="2020/01/01,NOW+1DAYS", "projection.day.format"="yyyy/MM/dd", "storage.location.template"="s3://{AthenaWorld.Bucket}/old/${"{account_id}"}/${"{region}"}/${"{day}"}")
                """);
        }

        using var late = fixture.World.Store(fixture.World.Options("late_logs"));
        var answer = await late.AggregateAsync(Query with { Account = "111111111111", By = [new Dimension("interface-id"), new Dimension("service-port")] }, null, Token);
        Assert.Equal(["eni-1", "443"], answer.Groups.Single().Values);
        Assert.Equal(new Traffic(3, 30, 3000), answer.Total.Accepted);
        var unnamed = await Assert.ThrowsAsync<UnsupportedQueryException>(() => late.AggregateAsync(Query, null, Token));
        Assert.Contains("wants its account named", unnamed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(GraphGroup.Vpc, late.Abilities.Groups);
        using var named = fixture.World.Store(fixture.World.Options("late_logs") with { Accounts = ["111111111111", "222222222222"] });
        Assert.Equal(3, (await named.AggregateAsync(Query, null, Token)).Total.Total.Flows);

        using var early = fixture.World.Store(fixture.World.Options("early_logs"));
        var timeless = await Assert.ThrowsAsync<UnsupportedQueryException>(() => early.AggregateAsync(Query with { Account = "111111111111" }, null, Token));
        Assert.Contains("has no column for `start`", timeless.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hive_folders_are_pruned_by_year_month_and_day()
    {
        var day = DateTimeOffset.FromUnixTimeSeconds(Noon).UtcDateTime;
        string Key(DateTime of) => $"hive/AWSLogs/aws-account-id=111111111111/aws-service=vpcflowlogs/aws-region=eu-west-1/year={of:yyyy}/month={of:MM}/day={of:dd}/x.log";
        var size = await PutAsync(Key(day), 2);
        await PutAsync(Key(day.AddDays(-1)), 5);
        await PutAsync(Key(day.AddDays(40)), 5);
        await fixture.World.RunAsync(new FlowLogDdl { Location = $"s3://{AthenaWorld.Bucket}/hive", Table = "hive_logs", HiveFolders = true, Accounts = ["111111111111"], Regions = ["eu-west-1"] }.ToSql());
        using var store = fixture.World.Store(fixture.World.Options("hive_logs") with { ScanLimit = size });
        var answer = await store.AggregateAsync(Query, null, Token);
        Assert.Equal(2, answer.Total.Total.Flows);
        Assert.Equal(size, answer.Plan.BytesScanned);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_told_with_the_mend()
    {
        using var store = fixture.World.Store(fixture.World.Options("no_such_table"));
        var fault = await Assert.ThrowsAsync<AthenaException>(() => store.AggregateAsync(Query, null, Token));
        Assert.Contains("there is no table default.no_such_table", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ddl", fault.Message, StringComparison.Ordinal);
    }

    private static AggregateQuery Query => new() { By = [], From = DateTimeOffset.FromUnixTimeSeconds(Noon - 600), To = DateTimeOffset.FromUnixTimeSeconds(Noon + 600) };

    private async Task<long> PutAsync(string key, int records)
    {
        var text = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n");
        for (var i = 0; i < records; i++) text.Append(CultureInfo.InvariantCulture, $"2 111111111111 eni-1 10.0.1.10 10.0.2.20 5100{i} 443 6 10 1000 {Noon + i} {Noon + 60} ACCEPT OK\n");
        var body = Encoding.UTF8.GetBytes(text.ToString());
        await fixture.World.S3.PutObjectAsync(new PutObjectRequest { BucketName = AthenaWorld.Bucket, Key = key, InputStream = new MemoryStream(body) }, Token);
        return body.Length;
    }
}
