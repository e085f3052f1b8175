using FlowOptics.Lake;

namespace FlowOptics.AppHost;

/// <summary>How a service is told where the flow logs lie.</summary>
internal static class FlowLogsExtensions
{
    /// <summary>The bucket and how to read it; where it is not a folder, AWS's own variables say who answers as AWS, and who asks.</summary>
    public static IResourceBuilder<ProjectResource> WithFlowLogs(this IResourceBuilder<ProjectResource> service, FlowLogs logs)
    {
        var options = logs.Options;
        service
            .WithEnvironment("FlowOptics__Bucket", options.Bucket)
            .WithEnvironment("FlowOptics__Stream", options.StreamAll ? "all" : "recent");
        if (options.Format is not null) service.WithEnvironment("FlowOptics__Format", options.Format);
        if (options.Cloud is CloudMode.Local) return service;

        service.WithEnvironment("FlowOptics__Cloud", options.Cloud.ToString().ToLowerInvariant());
        return logs.StandIn is not { } standIn ? service : service
            .WithEnvironment("AWS_ENDPOINT_URL", standIn.GetEndpoint("http"))
            .WithEnvironment("AWS_ACCESS_KEY_ID", StandInAccount.Key)
            .WithEnvironment("AWS_SECRET_ACCESS_KEY", StandInAccount.Secret)
            .WithEnvironment("AWS_REGION", StandInAccount.Region)
            .WaitFor(standIn);
    }

    /// <summary>Where questions of history are asked: of Athena, if that is wanted; of the lake otherwise, which needs nothing said.</summary>
    public static IResourceBuilder<ProjectResource> WithHistory(this IResourceBuilder<ProjectResource> service, ProductOptions options) => !options.HistoryInAthena ? service
        : service
            .WithEnvironment("FlowOptics__History", "athena")
            .WithEnvironment("FlowOptics__Athena__Table", AthenaTable.Name)
            .WithEnvironment("FlowOptics__Athena__OutputLocation", AthenaTable.Results);

    /// <summary>The queue that tells of new objects; a folder needs none.</summary>
    public static IResourceBuilder<ProjectResource> WithObjectEvents(this IResourceBuilder<ProjectResource> service, FlowLogs logs) => logs.StandIn is not { } standIn ? service
        : service.WithEnvironment("FlowOptics__Queue", ReferenceExpression.Create($"{standIn.GetEndpoint("http").Property(EndpointProperty.Url)}/{StandInAccount.Number}/{FlowLogs.Queue}"));
}
