namespace FlowOptics.Lake.Tests.Objects;

public class ObjectPathTests
{
    [Theory]
    [InlineData("AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/22/123456789012_vpcflowlogs_eu-west-1_fl-0a1b2c3d4e5f60718_20261122T0020Z_5f3a9c01.log.gz",
        "123456789012", "eu-west-1", "2026-11-22T00:20Z")]
    [InlineData("team/logs/AWSLogs/123456789012/vpcflowlogs/us-gov-west-1/2026/11/22/07/x.log.gz", "123456789012", "us-gov-west-1", "2026-11-22T07:00Z")]
    [InlineData("AWSLogs/o-a1b2c3d4e5/202611220015/vpcflowlogs/ap-southeast-2/2026/11/22/x.gz", "202611220015", "ap-southeast-2", "2026-11-22T00:00Z")]
    [InlineData("p/AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=11/day=22/hour=09/x.log.gz",
        "123456789012", "eu-west-1", "2026-11-22T09:00Z")]
    [InlineData("AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=mx-central-1/year=2026/month=1/day=2/x", "123456789012", "mx-central-1", "2026-01-02T00:00Z")]
    [InlineData("123456789012_vpcflowlogs_us-east-1_fl-1_20261122T2359Z_ab.log.gz", "123456789012", "us-east-1", "2026-11-22T23:59Z")]
    [InlineData("123456789012/eusc-de-east-1/anything.log", "123456789012", "eusc-de-east-1", null)]
    [InlineData("eu-west-1/123456789012/anything.log", "123456789012", "eu-west-1", null)]
    [InlineData("account=123456789012/region=us-isob-east-1/x.txt", "123456789012", "us-isob-east-1", null)]
    [InlineData("exports/202611220015/flow.log", null, null, null)]
    [InlineData("my-logs-1/web-servers-2/flow.log", null, null, null)]
    [InlineData("2026/13/45/flow.log", null, null, null)]
    [InlineData("2026/02/30/flow.log", null, null, null)]
    [InlineData("flow.log", null, null, null)]
    [InlineData("", null, null, null)]
    public void Reads_what_a_key_says(string key, string? account, string? region, string? time)
    {
        var path = ObjectPath.Parse(key);
        Assert.Equal(new ObjectPath(account, region, time is null ? null : DateTimeOffset.Parse(time)), path);
        // A minute is in the file's name only.
        Assert.Equal(key.Contains("_vpcflowlogs_", StringComparison.Ordinal) ? path.Time : null, ObjectPath.MinuteOf(key));
    }

    [Fact]
    public void Reads_back_the_key_that_it_writes()
    {
        var time = new DateTimeOffset(2026, 11, 22, 1, 20, 0, TimeSpan.FromHours(2));
        var key = ObjectPath.Format("123456789012", "eu-west-1", "fl-0a1b2c3d4e5f60718", time, "5f3a9c01");
        Assert.Equal(
            "AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/21/123456789012_vpcflowlogs_eu-west-1_fl-0a1b2c3d4e5f60718_20261121T2320Z_5f3a9c01.log.gz", key);
        Assert.Equal(new ObjectPath("123456789012", "eu-west-1", time), ObjectPath.Parse(key));
    }
}
