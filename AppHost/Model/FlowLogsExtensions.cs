namespace FlowOptics.AppHost;

/// <summary>How a service is told where the flow logs lie.</summary>
internal static class FlowLogsExtensions
{
    /// <summary>The bucket and how to read it; where it is not a folder, AWS's own variables say who answers as AWS.</summary>
    public static IResourceBuilder<ProjectResource> WithFlowLogs(this IResourceBuilder<ProjectResource> service, FlowLogs logs)
    {
        var options = logs.Options;
        service
            .WithEnvironment("FlowOptics__Bucket", options.Bucket)
            .WithEnvironment("FlowOptics__Stream", options.StreamAll ? "all" : "recent");
        if (options.Format is not null) service.WithEnvironment("FlowOptics__Format", options.Format);
        if (options.Cloud is CloudMode.Local) return service;

        service.WithEnvironment("FlowOptics__Cloud", options.Cloud.ToString().ToLowerInvariant());
        if (logs.S3 is { } s3)
        {
            service
                .WithEnvironment("AWS_ENDPOINT_URL_S3", s3.GetEndpoint("http"))
                .WithEnvironment("AWS_ENDPOINT_URL_SQS", s3.GetEndpoint("http"))
                .WaitFor(s3);
        }

        if (logs.Athena is { } athena) service.WithEnvironment("AWS_ENDPOINT_URL_ATHENA", athena.GetEndpoint("http")).WaitFor(athena);
        return service;
    }
}
