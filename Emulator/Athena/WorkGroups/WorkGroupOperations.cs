using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Athena.WorkGroups;

internal sealed partial class WorkGroupOperations(WorkGroupStore groups, TimeProvider time)
{
    private const long LeastCutoff = 10_000_000;

    public JsonObject Create(JsonObject document)
    {
        var name = document.Text("Name") ?? "";
        if (!Name().IsMatch(name))
            throw AthenaErrors.Invalid("1 validation error detected: Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9._-]{1,128}");
        if (groups.Find(name) is not null) throw AthenaErrors.Invalid("WorkGroup is already created");
        groups.Put(Changed(new WorkGroup(name, document.Text("Description"), null, true, null, false, true, time.GetUtcNow()),
            document.Object("Configuration")));
        return [];
    }

    public JsonObject Update(JsonObject document)
    {
        var group = Known(document);
        groups.Put(Changed(group, document.Object("ConfigurationUpdates")) with
        {
            Description = document.Text("Description") ?? group.Description,
            IsEnabled = (document.Text("State") ?? (group.IsEnabled ? "ENABLED" : "DISABLED")) == "ENABLED",
        });
        return [];
    }

    public JsonObject Delete(JsonObject document)
    {
        var group = Known(document);
        if (group.Name == WorkGroupStore.Primary) throw AthenaErrors.Invalid("The primary workgroup cannot be deleted.");
        groups.Delete(group.Name);
        return [];
    }

    public JsonObject Get(JsonObject document)
    {
        var group = Known(document);
        var configuration = new JsonObject
        {
            ["ResultConfiguration"] = group.OutputLocation is null ? [] : new JsonObject { ["OutputLocation"] = group.OutputLocation },
            ["EnforceWorkGroupConfiguration"] = group.IsEnforced,
            ["PublishCloudWatchMetricsEnabled"] = group.PublishesMetrics,
            ["RequesterPaysEnabled"] = false,
            ["EngineVersion"] = Version(),
        };
        if (group.BytesScannedCutoff is { } cutoff) configuration["BytesScannedCutoffPerQuery"] = cutoff;
        var described = Summary(group);
        described.Remove("EngineVersion");
        described["Configuration"] = configuration;
        return new JsonObject { ["WorkGroup"] = described };
    }

    public JsonObject List() => new() { ["WorkGroups"] = new JsonArray([.. groups.All.Select(Summary)]) };

    /// <summary>The engine whose behaviour is taken as the example.</summary>
    public static JsonObject Version() => new() { ["SelectedEngineVersion"] = "AUTO", ["EffectiveEngineVersion"] = "Athena engine version 3" };

    private static JsonObject Summary(WorkGroup group) => new()
    {
        ["Name"] = group.Name,
        ["State"] = group.IsEnabled ? "ENABLED" : "DISABLED",
        ["Description"] = group.Description ?? "",
        ["CreationTime"] = group.Created.ToUnixTimeMilliseconds() / 1000.0,
        ["EngineVersion"] = Version(),
    };

    private static WorkGroup Changed(WorkGroup group, JsonObject? configuration)
    {
        if (configuration is null) return group;
        var location = (configuration.Object("ResultConfiguration") ?? configuration.Object("ResultConfigurationUpdates"))?.Text("OutputLocation");
        if (location is not null && !location.StartsWith("s3://", StringComparison.Ordinal))
            throw AthenaErrors.Invalid("The S3 location provided to save your query results is invalid. Please check your S3 location is correct and is in the same region and try again.");
        var cutoff = configuration.Long("BytesScannedCutoffPerQuery");
        if (cutoff < LeastCutoff)
            throw AthenaErrors.Invalid($"1 validation error detected: Value '{cutoff}' at 'bytesScannedCutoffPerQuery' failed to satisfy constraint: Member must have value greater than or equal to {LeastCutoff}");
        return group with
        {
            OutputLocation = location is null ? group.OutputLocation : location.EndsWith('/') ? location : location + "/",
            IsEnforced = configuration.Flag("EnforceWorkGroupConfiguration") ?? group.IsEnforced,
            BytesScannedCutoff = configuration.Flag("RemoveBytesScannedCutoffPerQuery") == true ? null : cutoff ?? group.BytesScannedCutoff,
            PublishesMetrics = configuration.Flag("PublishCloudWatchMetricsEnabled") ?? group.PublishesMetrics,
        };
    }

    private WorkGroup Known(JsonObject document) =>
        groups.Find(document.Text("WorkGroup") ?? "") ?? throw AthenaErrors.Invalid("WorkGroup is not found.");

    [GeneratedRegex("^[a-zA-Z0-9._-]{1,128}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
