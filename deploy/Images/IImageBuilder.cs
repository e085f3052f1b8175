namespace FlowOptics.Deploy.Images;

/// <summary>Makes an image and pushes it.</summary>
internal interface IImageBuilder
{
    /// <exception cref="DeployException">It could not be made, or the registry did not take it.</exception>
    Task PushAsync(ServiceImage image, RegistryLogin login, string repository, string tag, string architecture, CancellationToken cancellationToken);
}
