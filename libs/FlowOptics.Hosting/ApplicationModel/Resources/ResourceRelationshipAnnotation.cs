namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line in the graph of resources.</summary>
/// <param name="type">"Reference", "WaitFor", "Parent".</param>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public string Type { get; } = type;
}
