using System.Text.Json.Nodes;

namespace FlowOptics.Deploy.Tests.Templates;

/// <summary>Buckets are closed and encrypted, queues pass on what cannot be dealt with, Athena is bounded.</summary>
public sealed class DataTests
{
    private static readonly Template Data = Template.Of("data");

    [Fact]
    public void Every_bucket_is_closed_encrypted_and_forgets() => Assert.All(Template.All.SelectMany(template => template.OfType("AWS::S3::Bucket")), bucket =>
    {
        Assert.All((string[])["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"], rule => Assert.True((bool)bucket.Value["PublicAccessBlockConfiguration"]![rule]!));
        Assert.NotNull(bucket.Value["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
        Assert.Equal("BucketOwnerEnforced", (string?)bucket.Value["OwnershipControls"]!["Rules"]![0]!["ObjectOwnership"]);
        var rules = bucket.Value["LifecycleConfiguration"]!["Rules"]!.AsArray();
        Assert.Contains(rules, rule => rule!["ExpirationInDays"] is not null);
        Assert.Contains(rules, rule => rule!["AbortIncompleteMultipartUpload"] is not null);
    });

    [Fact]
    public void Every_bucket_refuses_plain_http()
    {
        var policies = Data.OfType("AWS::S3::BucketPolicy").ToDictionary(policy => (string)policy.Value["Bucket"]!["Ref"]!, policy => policy.Value);
        Assert.All(Data.OfType("AWS::S3::Bucket"), bucket => Assert.Contains(
            Template.Statements(policies[bucket.Key]),
            statement => (string?)statement["Effect"] == "Deny" && (string?)statement["Principal"] == "*" && (string?)statement["Condition"]!["Bool"]?["aws:SecureTransport"] == "false"));
    }

    [Fact]
    public void A_bucket_or_queue_is_opened_only_to_services_of_AWS_and_only_for_this_account() =>
        Assert.All(
            Template.All.SelectMany(template => template.OfType("AWS::S3::BucketPolicy").Concat(template.OfType("AWS::SQS::QueuePolicy")).Concat(template.OfType("AWS::SNS::TopicPolicy")))
                .SelectMany(policy => Template.Statements(policy.Value)).Where(statement => (string?)statement["Effect"] == "Allow"),
            statement =>
            {
                Assert.EndsWith(".amazonaws.com", (string?)statement["Principal"]!["Service"], StringComparison.Ordinal);
                Assert.Equal("AWS::AccountId", (string?)statement["Condition"]!["StringEquals"]!["aws:SourceAccount"]!["Ref"]);
            });

    [Fact]
    public void What_cannot_be_dealt_with_goes_to_a_queue_of_its_own()
    {
        var events = Data.Resource("Events");
        Assert.Equal("DeadLetters", (string?)events["RedrivePolicy"]!["deadLetterTargetArn"]!["Fn::GetAtt"]![0]);
        // Messages come and go too while S3 is not to be reached (docs/operations.md).
        Assert.InRange((int)events["RedrivePolicy"]!["maxReceiveCount"]!, 10, 1000);
        Assert.All(Data.OfType("AWS::SQS::Queue"), queue => Assert.True((bool)queue.Value["SqsManagedSseEnabled"]!));
    }

    [Fact]
    public void The_bucket_tells_the_queue_of_every_object()
    {
        var told = Assert.Single(Data.Resource("Logs")["NotificationConfiguration"]!["QueueConfigurations"]!.AsArray())!;
        Assert.Equal("s3:ObjectCreated:*", (string?)told["Event"]);
        Assert.Equal("Events", (string?)told["Queue"]!["Fn::GetAtt"]![0]);
        // S3 asks whether it may, when it is told to.
        Assert.Equal("EventsPolicy", (string?)Data.Root["Resources"]!["Logs"]!["DependsOn"]);
    }

    [Fact]
    public void The_workgroup_decides_and_ends_what_reads_too_much()
    {
        var configuration = Data.Resource("WorkGroup")["WorkGroupConfiguration"]!;
        Assert.True((bool)configuration["EnforceWorkGroupConfiguration"]!);
        Assert.Equal("ScanLimitBytes", (string?)configuration["BytesScannedCutoffPerQuery"]!["Ref"]);
        Assert.Equal("SSE_S3", (string?)configuration["ResultConfiguration"]!["EncryptionConfiguration"]!["EncryptionOption"]);
    }

    [Fact]
    public void The_table_has_the_fields_of_the_flow_logs_in_their_order()
    {
        var format = (string)Data.Resource("FlowLog")["LogFormat"]!["Fn::If"]![1]!;
        var fields = format.Split(' ').Select(field => field.Trim('$', '{', '}').Replace('-', '_'));
        Assert.Equal(fields, Columns("ParquetTable"));
        // AWS's default format is the first 14 of them.
        Assert.Equal(fields.Take(14), Columns("TextTable"));
    }

    [Theory]
    [InlineData("TextTable")]
    [InlineData("ParquetTable")]
    public void The_table_finds_its_partitions_by_itself(string table)
    {
        var input = Data.Resource(table)["TableInput"]!;
        var location = input["Parameters"]!["storage.location.template"]!["Fn::Sub"]![0]!.ToString();
        Assert.All(input["PartitionKeys"]!.AsArray(), key =>
        {
            Assert.NotNull(input["Parameters"]![$"projection.{key!["Name"]}.type"]);
            Assert.Contains($"${{!{key!["Name"]}}}", location, StringComparison.Ordinal);
        });
    }

    private static IEnumerable<string> Columns(string table) =>
        Data.Resource(table)["TableInput"]!["StorageDescriptor"]!["Columns"]!.AsArray().Select(column => (string)column!["Name"]!);
}
