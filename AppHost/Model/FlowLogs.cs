namespace FlowOptics.AppHost;

/// <summary>Where the flow logs lie, and through what they are asked.</summary>
internal sealed class FlowLogs(ProductOptions options)
{
    /// <summary>The bucket, where AWS is stood in for.</summary>
    public const string S3Bucket = "flow-logs";

    public const string S3Url = $"s3://{S3Bucket}";

    /// <summary>The queue that is told of the bucket's objects, where AWS is stood in for.</summary>
    public const string Queue = "flow-log-events";

    public ProductOptions Options { get; } = options;

    /// <summary>What answers as AWS; null: a folder of this machine, or AWS itself.</summary>
    public IResourceBuilder<IResourceWithEndpoints>? StandIn { get; set; }
}
