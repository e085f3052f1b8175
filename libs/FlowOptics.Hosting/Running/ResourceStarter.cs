using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Containers;

namespace Aspire.Hosting.Running;

/// <summary>Starts an instance, as a process or as a container.</summary>
internal sealed class ResourceStarter(ProcessSpecs specs, ContainerStarter containers, SecretMask secrets)
{
    /// <param name="output">Gets each line that it writes, with secrets masked.</param>
    /// <exception cref="DistributedApplicationException">It cannot be started; the message says why.</exception>
    public async Task<StartedResource> StartAsync(IResource resource, int replica, Action<string, bool> output, CancellationToken cancellationToken)
    {
        void Masked(string line, bool isError) => output(secrets.Mask(line), isError);
        if (resource is ContainerResource container) return await containers.StartAsync(container, Masked, cancellationToken).ConfigureAwait(false);

        var spec = await specs.CreateAsync(resource, replica, cancellationToken).ConfigureAwait(false);
        var child = await ChildProcess.StartAsync(spec, OrphanGuard.ForThisMachine, Masked).ConfigureAwait(false);
        return new StartedResource(child, spec.Environment, [.. Properties(resource, spec)]);
    }

    private IEnumerable<ResourcePropertySnapshot> Properties(IResource resource, ProcessSpec spec)
    {
        if (resource is ProjectResource) yield return new("project.path", resource.Annotations.OfType<IProjectMetadata>().Last().ProjectPath);
        yield return new("executable.path", spec.FileName);
        yield return new("executable.workDir", spec.WorkingDirectory);
        if (spec.Arguments.Count > 0) yield return new("executable.args", secrets.Mask(string.Join(' ', spec.Arguments)));
    }
}
