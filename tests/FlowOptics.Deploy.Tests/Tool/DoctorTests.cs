using System.Globalization;
using System.Text.Json.Nodes;

namespace FlowOptics.Deploy.Tests.Tool;

/// <summary>Each of the usual faults is found, and its mend said.</summary>
public sealed class DoctorTests
{
    private const string Queue = "<NotificationConfiguration><QueueConfiguration><Id>x</Id><Queue>the-QueueArn</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>";
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"},"Action":"s3:PutObject","Resource":"*"}]}""";
    private const string FlowLog = "<item><flowLogId>fl-1</flowLogId><logDestination>arn:aws:s3:::logs/</logDestination><deliverLogsStatus>SUCCESS</deliverLogsStatus></item>";

    [Fact]
    public async Task A_sound_account_has_no_faults()
    {
        await using var aws = await SoundAsync();
        var tool = new ToolRun(aws);
        Assert.True(await tool.RunAsync("doctor") == 0, tool.Output);
        Assert.Contains("No fault was found.", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undelivered_logs_a_closed_bucket_silence_a_deaf_queue_and_a_blind_table_are_found()
    {
        await using var aws = await SoundAsync();
        aws.FlowLogs = FlowLog.Replace("SUCCESS", "FAILED", StringComparison.Ordinal).Replace("</item>", "<deliverLogsErrorMessage>Access error</deliverLogsErrorMessage></item>", StringComparison.Ordinal);
        aws.S3["GET /logs?policy"] = "";
        aws.S3["GET /logs?notification"] = "<NotificationConfiguration/>";
        aws.S3["GET /logs?"] = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
        aws.Json["GetQueueAttributes"] = """{"Attributes":{"ApproximateNumberOfMessages":"3"}}""";
        aws.Json["GetTable"] = """{"Table":{"Name":"flow_logs","Parameters":{}}}""";
        var tool = new ToolRun(aws);

        Assert.Equal(1, await tool.RunAsync("doctor"));

        Assert.All(
            (string[])["kms:GenerateDataKey*", "has no policy", "no flow-log object of today or yesterday", "does not tell the queue", "could not be dealt with", "has no partition projection", "6 faults."],
            sentence => Assert.Contains(sentence, tool.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_format_without_action_is_found()
    {
        await using var aws = await SoundAsync("version srcaddr dstaddr srcport dstport");
        var tool = new ToolRun(aws);
        Assert.Equal(1, await tool.RunAsync("doctor"));
        Assert.Contains("make the flow log with the field action", tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:kms:eu-west-1:123456789012:key/1", "delivery.logs.amazonaws.com", "kms:GenerateDataKey*", "arn:aws:kms:eu-west-1:123456789012:key/1", "our services may read with")]
    [InlineData("arn:aws:kms:eu-west-1:123456789012:key/1", "delivery.logs.amazonaws.com", "kms:GenerateDataKey*", null, "set LogKeyArn to the key's ARN")]
    [InlineData("arn:aws:kms:eu-west-1:123456789012:key/1", "s3.amazonaws.com", "kms:GenerateDataKey*", "arn:aws:kms:eu-west-1:123456789012:key/1", "allow the service delivery.logs.amazonaws.com kms:GenerateDataKey*")]
    [InlineData("arn:aws:kms:eu-west-1:123456789012:key/1", "delivery.logs.amazonaws.com", "kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1", "allow the service delivery.logs.amazonaws.com kms:GenerateDataKey*")]
    [InlineData("", "", "", null, "AWS's own key for S3")]
    public async Task A_buckets_key_must_be_for_who_writes_and_for_who_reads(string key, string service, string action, string? ours, string sentence)
    {
        await using var aws = await SoundAsync();
        var id = key.Length == 0 ? "" : $"<KMSMasterKeyID>{key}</KMSMasterKeyID>";
        aws.S3["GET /logs?encryption"] = $"<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>{id}</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>";
        aws.Json["GetKeyPolicy"] = new JsonObject { ["Policy"] = $$"""{"Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":["{{action}}"],"Resource":"*"}]}""" }.ToJsonString();
        var tool = new ToolRun(aws);

        Assert.Equal(sentence.StartsWith("our", StringComparison.Ordinal) ? 0 : 1, await tool.RunAsync(["doctor", .. ours is null ? (string[])[] : ["--set", $"LogKeyArn={ours}"]]));

        Assert.Contains(sentence, tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_is_forbidden_is_a_fault_of_its_own_and_the_others_go_on()
    {
        await using var aws = await SoundAsync();
        aws.Refuse = operation => operation == "DescribeFlowLogs" ? ("UnauthorizedOperation", 403) : null;
        var tool = new ToolRun(aws);
        Assert.Equal(1, await tool.RunAsync("doctor"));
        Assert.Contains("these credentials may not do this", tool.Output, StringComparison.Ordinal);
        Assert.Contains("finds its partitions by itself", tool.Output, StringComparison.Ordinal);
    }

    private static async Task<CannedAws> SoundAsync(string header = "version account-id srcaddr dstaddr action")
    {
        var aws = await CannedAws.StartAsync();
        Assert.Equal(0, await new ToolRun(aws).RunDecidedAsync("up"));
        var now = DateTime.UtcNow;
        var key = string.Create(CultureInfo.InvariantCulture, $"AWSLogs/123456789012/vpcflowlogs/eu-west-1/{now:yyyy}/{now:MM}/{now:dd}/x.log.gz");
        aws.FlowLogs = FlowLog;
        aws.S3["GET /logs?policy"] = Policy;
        aws.S3["GET /logs?notification"] = Queue;
        aws.S3["GET /logs?encryption"] = "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>";
        // Listings: by accounts, then of days.
        aws.S3["GET /logs?"] = $"<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>{key}</Key><LastModified>{now:yyyy-MM-ddTHH:mm:ss.000Z}</LastModified><Size>1</Size></Contents><CommonPrefixes><Prefix>AWSLogs/123456789012/</Prefix></CommonPrefixes></ListBucketResult>";
        aws.S3["GET /logs/AWSLogs/"] = header + "\n2 123456789012 10.0.0.1 10.0.0.2 ACCEPT\n";
        aws.Json["GetTable"] = """{"Table":{"Name":"flow_logs","Parameters":{"projection.enabled":"true","storage.location.template":"s3://logs/AWSLogs/${aws_account_id}/"},"StorageDescriptor":{"SerdeInfo":{"SerializationLibrary":"org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"}}}}""";
        return aws;
    }
}
