using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Where a project is; the build writes one class for each project that the AppHost references, in the namespace Projects.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }

    /// <summary>Null: they are read from the project's Properties/launchSettings.json.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>The project is built already.</summary>
    bool SuppressBuild => false;
}
