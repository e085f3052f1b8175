using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running.Containers;

/// <summary>The command lines for a container; docker and podman take the same.</summary>
internal static class ContainerCommands
{
    /// <summary>Labels by which a person finds what belongs to an AppHost.</summary>
    private const string ResourceLabel = "aspire.resource";
    private const string AppHostLabel = "aspire.apphost";

    /// <summary>
    /// <c>create --name redis-4f1c… --publish 127.0.0.1:20123:6379 --env PASSWORD redis:8</c>: a variable is named only, and its value is taken from the
    /// environment of the command, so that no secret is in a command line, which every user of the machine can read.
    /// </summary>
    public static IReadOnlyList<string> Create(ContainerResource resource, string name, IEnumerable<string> variables, IEnumerable<string> arguments)
    {
        List<string> command =
        [
            "create", "--name", name,
            "--label", $"{ResourceLabel}={resource.Name}",
            "--label", string.Create(CultureInfo.InvariantCulture, $"{AppHostLabel}={Environment.ProcessId}"),
            "--add-host", $"{KnownHostNames.DockerDesktopHostBridge}:host-gateway",
        ];
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var protocol = endpoint.Protocol == ProtocolType.Udp ? "/udp" : "";
            command.AddRange(["--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{endpoint.AllocatedEndpoint!.Port}:{endpoint.TargetPort}{protocol}")]);
        }

        foreach (var variable in variables) command.AddRange(["--env", variable]);
        if (resource.Entrypoint is { } entrypoint) command.AddRange(["--entrypoint", entrypoint]);
        return [.. command, resource.Annotations.OfType<ContainerImageAnnotation>().Last().Reference, .. arguments];
    }

    public static IReadOnlyList<string> Build(DockerfileBuildAnnotation build, ContainerImageAnnotation image)
    {
        List<string> command = ["build", "--tag", image.Reference, "--file", build.DockerfilePath];
        if (build.Stage is { } stage) command.AddRange(["--target", stage]);
        return [.. command, build.ContextPath];
    }

    /// <summary>What it writes comes out of this command, which ends with its exit code.</summary>
    public static IReadOnlyList<string> Start(string name) => ["start", "--attach", name];

    /// <summary>The patience is the caller's: this one never kills by itself.</summary>
    public static IReadOnlyList<string> Stop(string name) => ["stop", "-t", "600", name];

    public static IReadOnlyList<string> Remove(string name) => ["rm", "--force", "--volumes", name];
}
