namespace Aspire.Hosting.ApplicationModel;

/// <summary>The model as events hand it out: all resources.</summary>
public class DistributedApplicationModel
{
    public DistributedApplicationModel(IResourceCollection resources) => Resources = resources;

    public DistributedApplicationModel(IEnumerable<IResource> resources) => Resources = new ResourceCollection(resources);

    public IResourceCollection Resources { get; }
}
