namespace FlowOptics.Lake.Tests.Athena;

public sealed class FlowLogDdlTests
{
    [Fact]
    public void A_format_becomes_columns_with_AWSs_types_and_projected_partitions()
    {
        const string format = "${version} ${account-id} ${srcaddr} ${dstaddr} ${srcport} ${bytes} ${start} ${region} ${traffic-path}";
        var sql = new FlowLogDdl { Format = format, Location = "s3://logs/all/", Accounts = ["123456789012"], First = new DateOnly(2024, 2, 1) }.ToSql();
        Assert.Equal(
            """
            CREATE EXTERNAL TABLE IF NOT EXISTS `default`.`flow_logs` (
              `version` int,
              `account_id` string,
              `srcaddr` string,
              `dstaddr` string,
              `srcport` int,
              `bytes` bigint,
              `start` bigint,
              `region` string,
              `traffic_path` int
            )
            PARTITIONED BY (`aws_account_id` string, `aws_region` string, `day` string)
            ROW FORMAT DELIMITED FIELDS TERMINATED BY ' '
            LOCATION 's3://logs/all/AWSLogs/'
            TBLPROPERTIES (
              'projection.enabled' = 'true',
              'skip.header.line.count' = '1',
              'projection.aws_account_id.type' = 'enum',
              'projection.aws_account_id.values' = '123456789012',
              'projection.aws_region.type' = 'injected',
              'projection.day.type' = 'date',
              'projection.day.format' = 'yyyy/MM/dd',
              'projection.day.range' = '2024/02/01,NOW+1DAYS',
              'projection.day.interval' = '1',
              'projection.day.interval.unit' = 'DAYS',
              'storage.location.template' = 's3://logs/all/AWSLogs/${aws_account_id}/vpcflowlogs/${aws_region}/${day}'
            )
            """.ReplaceLineEndings("\n"),
            sql);
    }

    [Fact]
    public void Hive_folders_and_hours_are_partitions_of_their_own()
    {
        var sql = new FlowLogDdl { Location = "s3://logs", Parquet = true, HiveFolders = true, Hourly = true }.ToSql();
        Assert.Contains("PARTITIONED BY (`aws_account_id` string, `aws_region` string, `year` string, `month` string, `day` string, `hour` string)\nSTORED AS PARQUET", sql, StringComparison.Ordinal);
        Assert.Contains("AWSLogs/aws-account-id=${aws_account_id}/aws-service=vpcflowlogs/aws-region=${aws_region}/year=${year}/month=${month}/day=${day}/hour=${hour}/", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("skip.header", sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("srcaddr dstaddr start; DROP TABLE x", "s3://logs", "t", "'start;' is no field")]
    [InlineData("srcaddr dstaddr start srcaddr", "s3://logs", "t", "the format names srcaddr twice")]
    [InlineData("srcaddr dstaddr", "s3://logs", "t", "the format lacks start")]
    [InlineData("", "/logs", "t", "'/logs' is no place in S3")]
    [InlineData("", "s3://logs", "a b", "'a b' is no name of a table")]
    public void What_makes_no_table_is_told(string format, string location, string table, string reason)
    {
        var fault = Assert.Throws<FormatException>(() => new FlowLogDdl { Format = format, Location = location, Table = table }.ToSql());
        Assert.StartsWith(reason, fault.Message, StringComparison.Ordinal);
    }
}
