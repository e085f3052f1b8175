using System.Text.Json.Nodes;
using FlowOptics.Emulator.Firehose;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Logs;

/// <summary>Where a group's events go to: delivery streams of Firehose.</summary>
internal sealed class SubscriptionOperations(LogGroupStore groups, DeliveryStreamStore streams, TimeProvider time)
{
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    private const int MaxFilters = 2;

    public JsonObject? Put(JsonObject document)
    {
        var group = groups.Get(document.Text("logGroupName"));
        var name = document.Text("filterName") ?? throw Invalid("filterName is missing");
        var arn = document.Text("destinationArn") ?? throw Invalid("destinationArn is missing");
        if (document.Text("filterPattern") is not "") throw Invalid("The emulator has the empty filter pattern only, which all events match.");
        var stream = streams.FindByArn(arn)
            ?? throw Invalid("Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.");
        lock (group.Gate)
        {
            var filter = new SubscriptionFilter(name, arn, document.Text("roleArn"), time.GetUtcNow().ToUnixTimeMilliseconds());
            var others = group.Settings.Filters.Where(one => one.Name != name).ToList();
            if (others.Count == MaxFilters) throw new AwsException(400, "LimitExceededException", "Resource limit exceeded.");
            stream.Put(SubscriptionMessage.Control(filter, filter.Created));
            group.Change(group.Settings with { Filters = [.. others, filter] });
        }

        return null;
    }

    public JsonObject Describe(JsonObject document)
    {
        var group = groups.Get(document.Text("logGroupName")).Settings;
        var prefix = document.Text("filterNamePrefix") ?? "";
        return new()
        {
            ["subscriptionFilters"] = new JsonArray([.. group.Filters.Where(filter => filter.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(filter => new JsonObject
            {
                ["filterName"] = filter.Name,
                ["logGroupName"] = group.Name,
                ["filterPattern"] = "",
                ["destinationArn"] = filter.DestinationArn,
                ["roleArn"] = filter.RoleArn,
                ["distribution"] = "ByLogStream",
                ["creationTime"] = filter.Created,
            })]),
        };
    }

    public JsonObject? Delete(JsonObject document)
    {
        var group = groups.Get(document.Text("logGroupName"));
        lock (group.Gate)
        {
            var left = group.Settings.Filters.Where(filter => filter.Name != document.Text("filterName")).ToList();
            if (left.Count == group.Settings.Filters.Count)
                throw new AwsException(400, "ResourceNotFoundException", "The specified subscription filter does not exist.");
            group.Change(group.Settings with { Filters = left });
        }

        return null;
    }

    private static AwsException Invalid(string message) => new(400, "InvalidParameterException", message);
}
