using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using FlowOptics.Demo.Records;
using FlowOptics.Lake;
using FlowOptics.Lake.Aws;

namespace FlowOptics.AppHost;

/// <summary>
/// The table over the bucket that the emulator's Athena answers from, and a bucket for results (in the flow logs' own, each would be told of as an object). Made anew at each start: whose
/// logs it is about may have changed.
/// </summary>
internal static class AthenaTable
{
    public const string Name = "flow_logs";

    public const string Results = "s3://" + ResultsBucket + "/";

    private const string ResultsBucket = "athena-results";

    // docs/demo.md
    private static readonly string[] DemoAccounts = ["123456789012", "234567890123", "345678901234"];

    private static readonly string[] DemoRegions = ["us-west-2", "us-west-1", "us-east-1", "sa-east-1", "eu-west-1", "ap-southeast-1", "ap-northeast-1", "ap-southeast-2"];

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private static readonly JsonTypeInfo<JsonObject> Json = (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));

    /// <exception cref="AmazonServiceException">It is refused.</exception>
    /// <exception cref="DistributedApplicationException">Athena does not make the table.</exception>
    public static async Task MakeAsync(string endpoint, ProductOptions options, CancellationToken cancellationToken)
    {
        var credentials = new BasicAWSCredentials(StandInAccount.Key, StandInAccount.Secret);
        using var s3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = StandInAccount.Region });
        await s3.PutBucketAsync(ResultsBucket, cancellationToken);
        using var athena = new AwsJsonClient(AwsJsonService.Athena, endpoint, StandInAccount.Region, credentials);
        await RunAsync(athena, $"DROP TABLE IF EXISTS `{Name}`", cancellationToken);
        await RunAsync(athena, Ddl(options).ToSql(), cancellationToken);
    }

    private static FlowLogDdl Ddl(ProductOptions options) => new()
    {
        Location = FlowLogs.S3Url,
        Table = Name,
        Format = options.Format ?? (options.Demo ? DemoFormat.Inside : ""),
        Accounts = List("FlowOptics__Athena__Accounts") ?? (options.Demo ? DemoAccounts : []),
        Regions = List("FlowOptics__Athena__Regions") ?? (options.Demo ? DemoRegions : AllRegions()),
    };

    // Without AWS's partitions of their own, and without the SDK's entry for an older address of us-east-1.
    private static string[] AllRegions() =>
        [.. RegionEndpoint.EnumerableAllRegions.Where(region => region.PartitionName == "aws").Select(region => region.SystemName).Where(name => name != "us-east-1-regional")];

    private static string[]? List(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : null;

    private static async Task RunAsync(AwsJsonClient athena, string sql, CancellationToken cancellationToken)
    {
        var question = new JsonObject { ["QueryString"] = sql, ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = Results } };
        var id = (await athena.CallAsync("StartQueryExecution", question, Json, Json, cancellationToken))["QueryExecutionId"]!.GetValue<string>();
        while (true)
        {
            var execution = await athena.CallAsync("GetQueryExecution", new JsonObject { ["QueryExecutionId"] = id }, Json, Json, cancellationToken);
            var status = execution["QueryExecution"]!["Status"]!;
            switch (status["State"]!.GetValue<string>())
            {
                case "SUCCEEDED": return;
                case "FAILED" or "CANCELLED": throw new DistributedApplicationException($"Athena does not make the table {Name}: {status["StateChangeReason"]}");
            }

            await Task.Delay(Look, cancellationToken);
        }
    }
}
