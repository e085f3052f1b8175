namespace FlowOptics.AppHost;

/// <summary>Where the flow logs lie, and through what they are asked.</summary>
internal sealed class FlowLogs(ProductOptions options)
{
    public ProductOptions Options { get; } = options;

    /// <summary>What answers as S3 and SQS; null: a folder of this machine, or AWS.</summary>
    public IResourceBuilder<IResourceWithEndpoints>? S3 { get; set; }

    /// <summary>What answers as Athena; null: DuckDB in the process, or AWS.</summary>
    public IResourceBuilder<IResourceWithEndpoints>? Athena { get; set; }
}
