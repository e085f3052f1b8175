using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>The instances of all resources that run as processes.</summary>
internal sealed class ResourceRunners : IDisposable
{
    public ResourceRunners(
        IResourceCollection resources, ProcessSpecs specs, ResourceNotificationService notifications, HealthMonitor health, TimeProvider time)
    {
        All = [.. resources.Where(resource => resource is ProjectResource or ExecutableResource).SelectMany(resource =>
        {
            var instances = PortAllocator.Instances(resource);
            return Enumerable.Range(0, instances).Select(replica => new ResourceRunner(
                resource, replica, InstanceId(resource, replica, instances), specs, notifications, health, time));
        })];
    }

    public IReadOnlyList<ResourceRunner> All { get; }

    public ResourceRunner? Find(string id) => All.FirstOrDefault(runner => string.Equals(runner.Id, id, StringComparison.OrdinalIgnoreCase));

    public void Dispose()
    {
        foreach (var runner in All) runner.Dispose();
    }

    private static string InstanceId(IResource resource, int replica, int instances) =>
        instances == 1 ? resource.Name : string.Create(CultureInfo.InvariantCulture, $"{resource.Name}-{replica}");
}
