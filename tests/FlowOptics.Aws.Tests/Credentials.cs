using System.Runtime.CompilerServices;

namespace FlowOptics.Aws.Tests;

/// <summary>The SDK's own chain finds these first.</summary>
internal static class Credentials
{
    [ModuleInitializer]
    internal static void Give()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", IotGateway.Key);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", IotGateway.Secret);
        Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", IotGateway.Token);
    }
}
