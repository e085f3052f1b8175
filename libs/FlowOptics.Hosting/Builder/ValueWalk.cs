using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Walks what a value is made of.</summary>
internal static class ValueWalk
{
    /// <summary>The resources that the value names, itself or through connection strings.</summary>
    public static IEnumerable<IResource> Resources(object value) => All(value).OfType<IResource>();

    /// <summary>The value and all that it is made of, each once.</summary>
    public static IEnumerable<object> All(object value)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([value]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            yield return next;
            // A parameter that is a builder's resource, a connection string's expression, an endpoint's resource.
            if (next is IValueWithReferences made)
            {
                foreach (var part in made.References) open.Push(part);
            }
        }
    }
}
