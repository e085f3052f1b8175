namespace FlowOptics.AppHost;

/// <summary>Those who answer as AWS where AWS is not at hand. Whoever waits for one finds the bucket, its queue and the table there.</summary>
internal static class CloudExtensions
{
    /// <summary>LocalStack's own.</summary>
    private const int EdgePort = 4566;

    /// <summary>S3, SQS and Athena in one process of our own.</summary>
    public static IResourceBuilder<ProjectResource> AddEmulator(this IDistributedApplicationBuilder builder, ProductOptions options) => builder
        .AddProject<Projects.FlowOptics_Emulator>("emulator")
        .WithHttpEndpoint(port: options.CloudPort, env: "FlowOptics__Emulator__Port")
        .WithHttpHealthCheck("/health")
        .WithEnvironment("FlowOptics__Data", options.Data)
        .WithBucket(options);

    /// <summary>S3 and SQS in a container: the last tag that asks for no account. It keeps nothing when it ends.</summary>
    public static IResourceBuilder<ContainerResource> AddLocalStack(this IDistributedApplicationBuilder builder, ProductOptions options) => builder
        .AddContainer("localstack", "localstack/localstack", "4.14.0")
        .WithHttpEndpoint(port: options.CloudPort, targetPort: EdgePort)
        .WithHttpHealthCheck("/_localstack/health")
        .WithEnvironment("SERVICES", "s3,sqs")
        .WithBucket(options);

    /// <summary>Mosquitto in a container, as its image is configured for use without passwords.</summary>
    public static IResourceBuilder<ContainerResource> AddMosquitto(this IDistributedApplicationBuilder builder, string name, int port) => builder
        .AddContainer(name, "eclipse-mosquitto", "2.0.22")
        .WithArgs("mosquitto", "-c", "/mosquitto-no-auth.conf")
        .WithEndpoint(port: port, targetPort: 1883, scheme: "mqtt", name: "mqtt");

    private static IResourceBuilder<T> WithBucket<T>(this IResourceBuilder<T> standIn, ProductOptions options)
        where T : IResourceWithEndpoints => standIn.OnResourceReady(async (_, _, cancellationToken) =>
        {
            var url = standIn.GetEndpoint("http").Url;
            await BucketWithEvents.MakeAsync(url, cancellationToken);
            if (options.HistoryInAthena) await AthenaTable.MakeAsync(url, options, cancellationToken);
        });
}
