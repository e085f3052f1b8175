using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>What can be wrong with a model is said before anything starts.</summary>
internal static class ModelChecks
{
    public static void Run(ICollection<IResource> resources)
    {
        foreach (var resource in resources)
        {
            foreach (var wait in resource.Annotations.OfType<WaitAnnotation>().Where(wait => !resources.Contains(wait.Resource)))
                throw new DistributedApplicationException($"Resource '{resource.Name}' waits for '{wait.Resource.Name}', which is not in the application.");
            if (Cycle(resource, resource, []) is { } path)
                throw new DistributedApplicationException($"Resources wait for each other in a circle, so none would start: {string.Join(" → ", path)}.");
        }
    }

    private static List<string>? Cycle(IResource start, IResource at, HashSet<IResource> seen)
    {
        foreach (var next in at.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource))
        {
            if (next == start) return [at.Name, next.Name];
            if (seen.Add(next) && Cycle(start, next, seen) is { } path) return [at.Name, .. path];
        }

        return null;
    }
}
