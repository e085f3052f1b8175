namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: a process, a parameter, a connection string. What is known of it stands in its annotations.</summary>
public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}
