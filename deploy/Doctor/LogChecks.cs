using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Deploy.Aws;

namespace FlowOptics.Deploy.Doctor;

/// <summary>From the flow log to the queue: is it on, may it write, does it write, and what.</summary>
internal sealed class LogChecks(AwsAccount account, AwsIdentity who, string bucket, string prefix)
{
    // AWS delivers to S3 some ten minutes after the traffic.
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    private const int HeadBytes = 64 * 1024;

    /// <summary>Of the newest object, once it was looked for.</summary>
    public string? NewestKey { get; private set; }

    public async Task<Finding> FlowLogsAsync(CancellationToken cancellationToken)
    {
        var answer = await account.Query(AwsServices.Ec2).CallAsync("DescribeFlowLogs", [], cancellationToken);
        var ours = answer.Members("flowLogSet").Where(log => (log.Child("logDestination") ?? "").Split(":::")[^1].Split('/')[0] == bucket).ToList();
        if (ours.Count == 0)
        {
            return new(
                $"no flow log of account {who.Account} in {who.Region} goes to {bucket}",
                "set FlowLogVpcId and run up, or make a flow log with this bucket as its destination; where the logs are other accounts', all is well");
        }

        if (ours.Find(log => log.Child("deliverLogsStatus") == "FAILED") is not { } failed) return new($"{ours.Count} flow logs go to {bucket}");
        var why = failed.Child("deliverLogsErrorMessage") ?? "";
        return new(
            $"flow log {failed.Child("flowLogId")} cannot deliver: {why}",
            why.Contains("Access", StringComparison.OrdinalIgnoreCase)
                ? "allow delivery.logs.amazonaws.com s3:PutObject and s3:GetBucketAcl in the bucket's policy and, where the bucket has a key in KMS, kms:GenerateDataKey* and kms:Decrypt in the key's policy"
                : "the message names the cause; delete the flow log and make it again when that is mended");
    }

    public async Task<Finding> PolicyAsync(CancellationToken cancellationToken)
    {
        const string Mend = "allow the service delivery.logs.amazonaws.com s3:PutObject below AWSLogs/ and s3:GetBucketAcl (deploy/templates/data.json has the statements)";
        string? text = null;
        try
        {
            text = (await account.S3.GetBucketPolicyAsync(bucket, cancellationToken)).Policy;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchBucketPolicy")
        {
            // As if it were empty.
        }

        if (string.IsNullOrEmpty(text)) return new($"{bucket} has no policy, so AWS may not write flow logs into it", Mend);
        var allowed = (JsonNode.Parse(text)?["Statement"] as JsonArray ?? []).Any(statement => (string?)statement!["Effect"] == "Allow"
            && statement["Principal"]?.ToJsonString().Contains("delivery.logs.amazonaws.com", StringComparison.Ordinal) == true
            && statement["Action"]?.ToJsonString().Contains("s3:PutObject", StringComparison.Ordinal) == true);
        return allowed ? new($"AWS may write flow logs into {bucket}") : new($"the policy of {bucket} lets AWS write no flow logs", Mend);
    }

    public async Task<Finding> NewestAsync(CancellationToken cancellationToken)
    {
        var owners = await account.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix + "AWSLogs/", Delimiter = "/" }, cancellationToken);
        S3Object? newest = null;
        foreach (var owner in owners.CommonPrefixes ?? [])
        {
            // Today's and, just after midnight, yesterday's, in the layout that AWS uses unless told otherwise.
            foreach (var day in (DateTime[])[DateTime.UtcNow.Date, DateTime.UtcNow.Date.AddDays(-1)])
            {
                var folder = string.Create(CultureInfo.InvariantCulture, $"{owner}vpcflowlogs/{who.Region}/{day:yyyy}/{day:MM}/{day:dd}/");
                var page = await account.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = folder }, cancellationToken);
                foreach (var one in page.S3Objects ?? [])
                {
                    if (newest is null || one.LastModified > newest.LastModified) newest = one;
                }
            }
        }

        NewestKey = newest?.Key;
        if (newest is null)
        {
            return new(
                $"there is no flow-log object of today or yesterday below s3://{bucket}/{prefix}AWSLogs/…/vpcflowlogs/{who.Region}/",
                "new flow logs take a quarter of an hour for their first object; after that: is LogPrefix right, is the flow log ACTIVE, does the VPC have traffic? Hive-compatible layouts are read too, but not looked for here");
        }

        var age = DateTime.UtcNow - newest.LastModified!.Value.ToUniversalTime();
        return age < Late ? new($"the newest object of the first page is {age.TotalMinutes:F0} minutes old")
            : new($"the newest object, {newest.Key}, is {age.TotalHours:F0} hours old", "look at the flow log's status in the VPC console: it has stopped delivering, or there is no traffic");
    }

    public async Task<Finding> FormatAsync(CancellationToken cancellationToken)
    {
        if (NewestKey is not { } key) return new("no object to see the format of");
        if (key.EndsWith(".parquet", StringComparison.Ordinal)) return new("objects are Parquet");
        using var answer = await account.S3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange(0, HeadBytes) }, cancellationToken);
        using var head = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(head, cancellationToken);
        var line = FirstLine(head.ToArray());
        if (!line.Contains("srcaddr", StringComparison.Ordinal))
        {
            return new(
                $"the newest object's first line is no header of flow logs: '{line[..Math.Min(line.Length, 80)]}'",
                "set LogFormat to the fields in their order, with blanks between them; or this is no flow log: set LogPrefix to where they lie");
        }

        return line.Contains("action", StringComparison.Ordinal) ? new($"objects are text, with the fields {line}")
            : new($"the flow log's format has no action: {line}", "make the flow log with the field action, or rejects and findings cannot be shown");
    }

    public async Task<Finding> EventsAsync(string? queueArn, CancellationToken cancellationToken)
    {
        if (queueArn is null) return new("there is no queue yet", "run up");
        var told = await account.S3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = bucket }, cancellationToken);
        return told.QueueConfigurations?.Exists(one => one.Queue == queueArn) == true ? new($"{bucket} tells the queue of new objects")
            : new($"{bucket} does not tell the queue of new objects: nothing becomes live", "run up with LogBucket set: it adds the rule beside the others");
    }

    private static string FirstLine(byte[] head)
    {
        using Stream text = head is [0x1f, 0x8b, ..] ? new GZipStream(new MemoryStream(head), CompressionMode.Decompress) : new MemoryStream(head);
        using var reader = new StreamReader(text, Encoding.UTF8);
        return reader.ReadLine() ?? "";
    }
}
