using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Logs;

/// <summary>Log groups and their streams. Lists come as one page.</summary>
internal sealed class LogGroupOperations(LogGroupStore groups, EmulatorOptions options, TimeProvider time)
{
    public JsonObject? Create(AwsRequest request, JsonObject document)
    {
        groups.Create(document.Text("logGroupName") ?? "", request.Region ?? options.Region, time.GetUtcNow().ToUnixTimeMilliseconds());
        return null;
    }

    public JsonObject? Delete(JsonObject document)
    {
        groups.Delete(document.Text("logGroupName"));
        return null;
    }

    public JsonObject Describe(JsonObject document)
    {
        var prefix = document.Text("logGroupNamePrefix") ?? "";
        return new()
        {
            ["logGroups"] = new JsonArray([.. groups.All.Select(group => group.Settings)
            .Where(group => group.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(Group)])
        };
    }

    public JsonObject? CreateStream(JsonObject document)
    {
        var name = document.Text("logStreamName") ?? "";
        if (name.Length is < 1 or > 512 || name.AsSpan().ContainsAny(':', '*'))
            throw new AwsException(400, "InvalidParameterException", "logStreamName must be 1 to 512 characters without ':' and '*'");
        var group = groups.Get(document.Text("logGroupName"));
        lock (group.Gate)
        {
            if (group.Find(name) is not null)
                throw new AwsException(400, "ResourceAlreadyExistsException", "The specified log stream already exists");
            var stream = new LogStreamSettings(name, Guid.NewGuid().ToString("N"), time.GetUtcNow().ToUnixTimeMilliseconds());
            group.Change(group.Settings with { Streams = [.. group.Settings.Streams, stream] });
        }

        return null;
    }

    public JsonObject DescribeStreams(JsonObject document)
    {
        var group = groups.Get(document.Text("logGroupName")).Settings;
        var prefix = document.Text("logStreamNamePrefix") ?? "";
        return new()
        {
            ["logStreams"] = new JsonArray([.. group.Streams.Where(stream => stream.Name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(stream => stream.Name, StringComparer.Ordinal).Select(stream => Stream(group, stream))])
        };
    }

    private static JsonObject Group(LogGroupSettings group) => new()
    {
        ["logGroupName"] = group.Name,
        ["creationTime"] = group.Created,
        ["metricFilterCount"] = 0,
        ["arn"] = group.Arn + ":*",
        ["logGroupArn"] = group.Arn,
        ["storedBytes"] = 0,
        ["logGroupClass"] = "STANDARD",
    };

    private static JsonObject Stream(LogGroupSettings group, LogStreamSettings stream) => new()
    {
        ["logStreamName"] = stream.Name,
        ["creationTime"] = stream.Created,
        ["arn"] = $"{group.Arn}:log-stream:{stream.Name}",
        ["storedBytes"] = 0,
    };
}
