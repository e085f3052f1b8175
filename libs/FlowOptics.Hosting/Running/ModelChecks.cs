using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>What can be wrong with a model is said before anything starts.</summary>
internal static class ModelChecks
{
    public static void Run(ICollection<IResource> resources)
    {
        foreach (var resource in resources)
        {
            foreach (var wait in Waits(resource).Where(wait => !resources.Contains(wait)))
                throw new DistributedApplicationException($"Resource '{resource.Name}' waits for '{wait.Name}', which is not in the application.");
            if (Cycle(resource, resource, Waits, []) is { } waits)
                throw new DistributedApplicationException($"Resources wait for each other in a circle, so none would start: {string.Join(" → ", waits)}.");
            if (Cycle(resource, resource, Parents, []) is { } parents)
                throw new DistributedApplicationException($"Resources are each other's parents in a circle: {string.Join(" → ", parents)}.");
            CheckContainer(resource);
        }
    }

    // A container's own port is fixed by its image; only the image's maker knows it.
    private static void CheckContainer(IResource resource)
    {
        if (resource is ContainerResource && resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.TargetPort is null) is { } endpoint)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of container resource '{resource.Name}' has no targetPort: say which port the container listens on.");
        }
    }

    private static IEnumerable<IResource> Waits(IResource resource) => resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource);

    private static IEnumerable<IResource> Parents(IResource resource) => resource.Annotations.OfType<ResourceRelationshipAnnotation>()
        .Where(relationship => relationship.Type == Relationships.Parent).Select(relationship => relationship.Resource);

    private static List<string>? Cycle(IResource start, IResource at, Func<IResource, IEnumerable<IResource>> next, HashSet<IResource> seen)
    {
        foreach (var one in next(at))
        {
            if (one == start) return [at.Name, one.Name];
            if (seen.Add(one) && Cycle(start, one, next, seen) is { } path) return [at.Name, .. path];
        }

        return null;
    }
}
