using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>All that is known of a resource, in the order in which it was said.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;

/// <summary>What a new annotation does to those of its type that are there.</summary>
public enum ResourceAnnotationMutationBehavior
{
    Append,
    Replace,
}
