namespace FlowOptics.AppHost;

/// <summary>Those who answer as AWS where AWS is not at hand.</summary>
internal static class CloudExtensions
{
    /// <summary>LocalStack's port; the emulator has it too, where LocalStack is not there.</summary>
    private const int EdgePort = 4566;

    /// <summary>S3, SQS and Athena in one process.</summary>
    public static IResourceBuilder<ProjectResource> AddEmulator(this IDistributedApplicationBuilder builder, ProductOptions options) => builder
        .AddProject<Projects.FlowOptics_Emulator>("emulator")
        .WithHttpEndpoint(port: options.Cloud is CloudMode.Emulated ? EdgePort : null, env: "FlowOptics__Emulator__Port")
        .WithHttpHealthCheck("/health")
        .WithEnvironment("FlowOptics__Data", options.Data);

    /// <summary>S3 and SQS in a container: the last tag that asks for no account.</summary>
    public static IResourceBuilder<ContainerResource> AddLocalStack(this IDistributedApplicationBuilder builder) => builder
        .AddContainer("localstack", "localstack/localstack", "4.14.0")
        .WithHttpEndpoint(port: EdgePort, targetPort: EdgePort)
        .WithHttpHealthCheck("/_localstack/health")
        .WithEnvironment("SERVICES", "s3,sqs");

    /// <summary>Mosquitto in a container, as its image is configured for use without passwords.</summary>
    public static IResourceBuilder<ContainerResource> AddMosquitto(this IDistributedApplicationBuilder builder, string name, int port) => builder
        .AddContainer(name, "eclipse-mosquitto", "2.0.22")
        .WithArgs("mosquitto", "-c", "/mosquitto-no-auth.conf")
        .WithEndpoint(port: port, targetPort: 1883, scheme: "mqtt", name: "mqtt");
}
