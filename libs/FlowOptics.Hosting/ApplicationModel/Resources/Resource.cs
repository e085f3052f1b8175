namespace Aspire.Hosting.ApplicationModel;

/// <summary>What all resources of Aspire's own kinds are made of.</summary>
public abstract class Resource : IResource
{
    protected Resource(string name)
    {
        ModelName.Check("Resource", name);
        Name = name;
    }

    public virtual string Name { get; }

    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
