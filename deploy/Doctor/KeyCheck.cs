using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Deploy.Aws;

namespace FlowOptics.Deploy.Doctor;

/// <summary>Where a bucket's objects are encrypted with a key in KMS, three must be let use it: AWS, who writes flow logs, and Ingestor and GraphApi, who read them.</summary>
internal sealed class KeyCheck(AwsAccount account, string bucket)
{
    /// <param name="ours">The key that our roles may use: LogKeyArn.</param>
    public async Task<Finding> LookAsync(string? ours, CancellationToken cancellationToken)
    {
        var rule = await RuleAsync(cancellationToken);
        if (rule?.ServerSideEncryptionAlgorithm is not { } algorithm || !algorithm.Value.StartsWith("aws:kms", StringComparison.Ordinal)) return new($"{bucket} needs no key of KMS");
        if (rule.ServerSideEncryptionKeyManagementServiceKeyId is not { Length: > 0 } key || key.EndsWith("alias/aws/s3", StringComparison.Ordinal))
            return new($"{bucket} is encrypted with AWS's own key for S3, whose policy lets no other service use it", "encrypt it with a key of yours, or with SSE-S3, or flow logs cannot be written");

        var text = (string?)(await account.JsonAsync(AwsServices.Kms, "GetKeyPolicy", new JsonObject { ["KeyId"] = key, ["PolicyName"] = "default" }, cancellationToken))["Policy"] ?? "{}";
        if (!Allows(text))
            return new($"the policy of the key {key} does not let AWS write flow logs with it", "allow the service delivery.logs.amazonaws.com kms:GenerateDataKey* and kms:Decrypt in the key's policy");
        return ours is { Length: > 0 } ? new($"AWS may write with the key {key}, and {ours} is what our services may read with")
            : new($"{bucket} is encrypted with the key {key}, which our services may not use", "set LogKeyArn to the key's ARN, and run up");
    }

    private async Task<ServerSideEncryptionByDefault?> RuleAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await account.S3.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = bucket }, cancellationToken);
            return answer.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules?.FirstOrDefault()?.ServerSideEncryptionByDefault;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "ServerSideEncryptionConfigurationNotFoundError")
        {
            return null;
        }
    }

    private static bool Allows(string policy) => (JsonNode.Parse(policy)?["Statement"] as JsonArray ?? []).Any(statement => (string?)statement!["Effect"] == "Allow"
        && statement["Principal"]?.ToJsonString().Contains("delivery.logs.amazonaws.com", StringComparison.Ordinal) == true
        && statement["Action"]?.ToJsonString() is { } action && (action.Contains("kms:GenerateDataKey", StringComparison.Ordinal) || action.Contains("\"kms:*\"", StringComparison.Ordinal)));
}
