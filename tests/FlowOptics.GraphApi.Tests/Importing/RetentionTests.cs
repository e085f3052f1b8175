using System.Text.Json;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Importing;

public sealed class RetentionTests
{
    private const int Young = 300;
    private const int OldByName = 200;
    private const int OldByRecords = 100;

    [Fact]
    public async Task Meta_tells_what_is_held_and_since_when_and_more_days_bring_the_rest()
    {
        using var folder = new TemporaryFolder();
        var bucket = new Bucket(Directory.CreateDirectory(Path.Combine(folder.Path, "bucket")).FullName);
        var now = DateTimeOffset.UtcNow;
        bucket.PutAt(ObjectPath.Format(Bucket.Account, "eu-west-1", "fl-1", now.AddHours(-2), "young"), Bucket.Text(Young, now.AddHours(-2)), now.AddHours(-2));
        bucket.PutAt(ObjectPath.Format(Bucket.Account, "eu-west-1", "fl-1", now.AddDays(-10), "old"), Bucket.Text(OldByName, now.AddDays(-10)), now.AddHours(-2));
        bucket.PutAt("copied/flows.log.gz", Bucket.Text(OldByRecords, now.AddDays(-10)), now.AddHours(-2));

        using (var two = Start(2)) await HoldsAsync(two, Young, objects: 1, expired: 2, days: 2);
        using (var all = Start(0)) await HoldsAsync(all, Young + OldByName + OldByRecords, objects: 3, expired: 0, days: null);
        // Now both are in the lake, and have to leave it.
        using (var again = Start(2)) await HoldsAsync(again, Young, objects: 1, expired: 2, days: 2);

        GraphApiProcess Start(int days) => new(folder.Path, bucket.Folder, ("FlowOptics__Lake__RetentionDays", $"{days}"));
    }

    private static async Task HoldsAsync(GraphApiProcess service, long records, int objects, int expired, int? days)
    {
        var meta = await service.UntilAsync("/api/v1/meta", meta =>
            meta.GetProperty("import") is var import && import.GetProperty("records").GetInt64() == records && import.GetProperty("objects").GetInt64() == objects
            && meta.GetProperty("retention").GetProperty("expiredObjects").GetInt64() == expired && import.GetProperty("pendingObjects").GetInt64() == 0);
        var retention = meta.GetProperty("retention");
        Assert.Equal(days, Nullable<int>(retention.GetProperty("days"), value => value.GetInt32()));
        Assert.Equal(JsonValueKind.Null, retention.GetProperty("maxBytes").ValueKind);
        Assert.True(retention.GetProperty("fileBytes").GetInt64() > 0);
        var today = new DateTimeOffset(meta.GetProperty("now").GetDateTimeOffset().UtcDateTime.Date, TimeSpan.Zero);
        Assert.Equal(today.AddDays(-days ?? 0), Nullable<DateTimeOffset>(retention.GetProperty("wholeSince"), value => value.GetDateTimeOffset()) ?? today);
        var graph = await service.UntilAsync("/api/v1/graph?mode=all&days=30", _ => true);
        Assert.Equal(records, graph.GetProperty("accepted").GetProperty("flows").GetInt64());
    }

    private static T? Nullable<T>(JsonElement element, Func<JsonElement, T> read)
        where T : struct => element.ValueKind == JsonValueKind.Null ? null : read(element);
}
