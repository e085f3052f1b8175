namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of this machine.</summary>
public static class KnownHostNames
{
    public const string Localhost = "localhost";

    /// <summary>This machine, seen from a container.</summary>
    public const string DockerDesktopHostBridge = "host.docker.internal";
}
