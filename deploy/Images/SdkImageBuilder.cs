using System.Diagnostics;

namespace FlowOptics.Deploy.Images;

/// <summary>The .NET SDK's own container publishing: layers go straight to the registry, and no Docker engine is needed (build/Container.targets says what is in an image).</summary>
/// <param name="root">The repository's folder.</param>
internal sealed class SdkImageBuilder(string root, TextWriter output) : IImageBuilder
{
    public async Task PushAsync(ServiceImage image, RegistryLogin login, string repository, string tag, string architecture, CancellationToken cancellationToken)
    {
        using var build = Process.Start(Command(root, image, login, repository, tag, architecture)) ?? throw new DeployException("dotnet could not be started");
        try
        {
            await build.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }

        if (build.ExitCode != 0) throw new DeployException($"the image of {image.Project} could not be made or pushed (dotnet's words are above); run this again when it is mended: what is there already is not made twice");
        await output.WriteLineAsync($"  {repository}:{tag} is pushed");
    }

    internal static ProcessStartInfo Command(string root, ServiceImage image, RegistryLogin login, string repository, string tag, string architecture) => new("dotnet")
    {
        WorkingDirectory = root,
        UseShellExecute = false,
        ArgumentList =
        {
            "publish", image.Project, "--configuration", "Release", "--runtime", architecture == "X86_64" ? "linux-x64" : "linux-arm64", "--no-self-contained", "-t:PublishContainer", "--nologo", "--verbosity", "quiet",
            $"-p:ContainerRegistry={login.Host}", $"-p:ContainerRepository={repository}", $"-p:ContainerImageTag={tag}",
        },
        // For pushing only: the base image comes from Microsoft's registry, which is to see no password of ours.
        Environment = { ["DOTNET_CONTAINER_PUSH_REGISTRY_UNAME"] = login.User, ["DOTNET_CONTAINER_PUSH_REGISTRY_PWORD"] = login.Password },
    };
}
