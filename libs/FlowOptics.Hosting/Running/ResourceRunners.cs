using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>The instances of all resources that run as processes or containers.</summary>
internal sealed class ResourceRunners : IDisposable
{
    public ResourceRunners(IResourceCollection resources, RunnerServices services)
    {
        All = [.. resources.Where(IsRun).SelectMany(resource =>
        {
            var instances = PortAllocator.Instances(resource);
            return Enumerable.Range(0, instances).Select(replica => new ResourceRunner(
                resource, replica, InstanceId(resource, replica, instances), services));
        })];
    }

    public IReadOnlyList<ResourceRunner> All { get; }

    /// <summary>Whether there is something to start; parameters, connection strings and external services just are.</summary>
    public static bool IsRun(IResource resource) => resource is ProjectResource or ExecutableResource or ContainerResource;

    public ResourceRunner? Find(string id) => All.FirstOrDefault(runner => string.Equals(runner.Id, id, StringComparison.OrdinalIgnoreCase));

    public void Dispose()
    {
        foreach (var runner in All) runner.Dispose();
    }

    private static string InstanceId(IResource resource, int replica, int instances) =>
        instances == 1 ? resource.Name : string.Create(CultureInfo.InvariantCulture, $"{resource.Name}-{replica}");
}
