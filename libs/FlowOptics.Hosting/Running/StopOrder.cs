using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Who ends first: those that nobody waits for; last those that wait for nobody.</summary>
internal static class StopOrder
{
    /// <summary>Groups in the order in which they end; the members of a group may end at once.</summary>
    public static IReadOnlyList<IReadOnlyList<IResource>> Of(IEnumerable<IResource> resources)
    {
        var depths = new Dictionary<IResource, int>();
        return [.. resources.GroupBy(resource => Depth(resource, depths)).OrderByDescending(group => group.Key).Select(group => group.ToArray())];
    }

    // The longest chain of waits below it; ModelChecks has refused circles.
    private static int Depth(IResource resource, Dictionary<IResource, int> known)
    {
        if (known.TryGetValue(resource, out var depth)) return depth;
        depth = resource.Annotations.OfType<WaitAnnotation>().Select(wait => Depth(wait.Resource, known) + 1).DefaultIfEmpty(0).Max();
        return known[resource] = depth;
    }
}
