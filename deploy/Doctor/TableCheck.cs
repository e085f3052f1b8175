using System.Text.Json.Nodes;
using Amazon.Runtime;
using FlowOptics.Deploy.Aws;

namespace FlowOptics.Deploy.Doctor;

/// <summary>Athena's table: is it there, does it find its partitions, and is it of what the objects are.</summary>
internal sealed class TableCheck(AwsAccount account, string bucket, string prefix)
{
    public async Task<Finding> LookAsync(string? database, string? table, string? newestKey, CancellationToken cancellationToken)
    {
        if (database is null || table is null) return new("there is no table yet", "run up");
        JsonNode answer;
        try
        {
            answer = await account.JsonAsync(AwsServices.Glue, "GetTable", new JsonObject { ["DatabaseName"] = database, ["Name"] = table }, cancellationToken);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "EntityNotFoundException")
        {
            return new($"the table {database}.{table} is gone", "delete the data stack's resource of it by 'down --delete-data', or make it again by hand as deploy/templates/data.json has it");
        }

        var parameters = answer["Table"]!["Parameters"] as JsonObject ?? [];
        if ((string?)parameters["projection.enabled"] != "true")
            return new($"{database}.{table} has no partition projection, so new days have no partitions", "make the table with projection as in deploy/templates/data.json, or add each day's partition (ALTER TABLE … ADD PARTITION)");
        if ((string?)parameters["storage.location.template"] is { } location && !location.StartsWith($"s3://{bucket}/{prefix}AWSLogs/", StringComparison.Ordinal))
            return new($"{database}.{table} looks for objects at {location}", $"that is not s3://{bucket}/{prefix}AWSLogs/: set LogBucket and LogPrefix to where the logs lie, and run up");
        var isParquet = answer["Table"]!["StorageDescriptor"]?["SerdeInfo"]?["SerializationLibrary"]?.ToString().Contains("parquet", StringComparison.OrdinalIgnoreCase) == true;
        if (newestKey is not null && isParquet != newestKey.EndsWith(".parquet", StringComparison.Ordinal))
            return new($"{database}.{table} is for {(isParquet ? "Parquet" : "text")}, and the newest object is {newestKey}", $"set LogFileFormat to {(isParquet ? "plain-text" : "parquet")}, and run up");
        return new($"{database}.{table} finds its partitions by itself");
    }
}
