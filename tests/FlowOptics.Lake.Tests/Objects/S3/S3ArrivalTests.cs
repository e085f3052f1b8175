namespace FlowOptics.Lake.Tests.Objects.S3;

public sealed class S3ArrivalTests
{
    [Theory]
    // Delivered within the hour, or even before the minute in its name.
    [InlineData("p/AWSLogs/x/123456789012_vpcflowlogs_eu-west-1_fl-1_20261122T1200Z_ab.log.gz", "2026-11-22T12:07:31Z", "2026-11-22T12:07:31Z")]
    [InlineData("123456789012_vpcflowlogs_eu-west-1_fl-1_20261122T1200Z_ab.log.gz", "2026-11-22T13:00:00Z", "2026-11-22T13:00:00Z")]
    [InlineData("123456789012_vpcflowlogs_eu-west-1_fl-1_20261122T1200Z_ab.log.gz", "2026-11-22T11:00:00Z", "2026-11-22T11:00:00Z")]
    // A copy of last year's.
    [InlineData("123456789012_vpcflowlogs_eu-west-1_fl-1_20251122T1200Z_ab.log.gz", "2026-11-22T12:00:00Z", "2025-11-22T12:00:00Z")]
    // Names that are not AWS's say nothing.
    [InlineData("2025/11/22/flow.log.gz", "2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z")]
    [InlineData("123456789012_vpcflowlogs_eu-west-1_fl-1_20251322T1200Z_ab.log.gz", "2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z")]
    public void A_copy_that_came_late_is_as_old_as_its_name(string key, string lastModified, string arrival)
    {
        var info = S3Arrival.Dated(new("logs", key, 1, DateTimeOffset.Parse(lastModified)));

        Assert.Equal((DateTimeOffset.Parse(lastModified), DateTimeOffset.Parse(arrival)), (info.LastModified, info.Arrival));
    }
}
