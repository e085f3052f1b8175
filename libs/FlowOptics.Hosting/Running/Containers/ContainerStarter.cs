using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running.Containers;

/// <summary>Starts containers through the runtime's command line.</summary>
internal sealed class ContainerStarter(ContainerRuntime runtime, ContainerReaper reaper, ProcessSpecs specs, SecretMask secrets)
{
    private const int SuffixDigits = 8;

    /// <exception cref="DistributedApplicationException">There is no runtime, or it does not make or start the container; the message says why.</exception>
    public async Task<StartedResource> StartAsync(ContainerResource resource, Action<string, bool> output, CancellationToken cancellationToken)
    {
        var program = await runtime.FindAsync(cancellationToken).ConfigureAwait(false);
        var environment = await specs.EnvironmentAsync(resource, replica: 0, cancellationToken).ConfigureAwait(false);
        var arguments = await specs.ArgumentsAsync(resource, cancellationToken).ConfigureAwait(false);
        var image = resource.Annotations.OfType<ContainerImageAnnotation>().Last();
        if (resource.Annotations.OfType<DockerfileBuildAnnotation>().LastOrDefault() is { } build)
            await RunAsync(program, ContainerCommands.Build(build, image), environment: null, output, cancellationToken).ConfigureAwait(false);

        // New at each start: nothing that is left of an earlier one is in the way.
        var name = $"{resource.Name}-{RandomNumberGenerator.GetHexString(SuffixDigits, lowercase: true)}";
        reaper.Watch(program, name);
        await RunAsync(program, ContainerCommands.Create(resource, name, environment.Keys, arguments), environment, output, cancellationToken).ConfigureAwait(false);
        var spec = new ProcessSpec(program, ContainerCommands.Start(name), AppContext.BaseDirectory, new Dictionary<string, string>(StringComparer.Ordinal));
        var attached = await ChildProcess.StartAsync(spec, OrphanGuard.ForThisMachine, output).ConfigureAwait(false);
        return new StartedResource(
            new StartedContainer(attached, program, name, output),
            environment,
            [
                new("container.image", image.Reference), new("container.id", name),
                new("container.args", string.Join(' ', arguments.Select(secrets.Mask))),
            ]);
    }

    private static async Task RunAsync(
        string program, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment, Action<string, bool> output, CancellationToken cancellationToken)
    {
        var last = "";
        var exitCode = await CommandLine.RunAsync(program, command, environment, Hear, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0) throw new DistributedApplicationException($"'{Path.GetFileName(program)} {command[0]}' ended with exit code {exitCode}: {last}");

        void Hear(string line, bool isError)
        {
            if (isError && line.Length > 0) last = line;
            output(line, isError);
        }
    }
}
