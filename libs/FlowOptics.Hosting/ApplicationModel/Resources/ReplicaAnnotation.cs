namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many times a project runs.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    public int Replicas { get; } = replicas;
}
