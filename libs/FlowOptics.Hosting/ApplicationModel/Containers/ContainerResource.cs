namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program that runs in a container.</summary>
/// <param name="entrypoint">Null: the image's own.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public string? Entrypoint { get; set; } = entrypoint;
}
