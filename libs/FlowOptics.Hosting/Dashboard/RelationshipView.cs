using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>A line of the graph of resources.</summary>
/// <param name="To">The name of the other one, which its replicas share.</param>
/// <param name="Type">"Reference", "WaitFor", "Parent", or what the model says.</param>
internal sealed record RelationshipView(string To, string Type)
{
    public static IReadOnlyList<RelationshipView> AllOf(CustomResourceSnapshot snapshot) =>
        [.. snapshot.Relationships.Select(relationship => new RelationshipView(relationship.ResourceName, relationship.Type)).Distinct()];
}
