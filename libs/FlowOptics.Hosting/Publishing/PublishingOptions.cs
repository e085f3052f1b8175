using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Publishing;

/// <summary>What the command line says about publishing, under Aspire's names.</summary>
internal static class PublishingOptions
{
    /// <returns>Empty: the application is to run.</returns>
    public static string Publisher(IConfiguration configuration) => configuration["Publishing:Publisher"] ?? configuration["publisher"] ?? "";

    /// <exception cref="DistributedApplicationException">It is missing.</exception>
    public static string OutputPath(IConfiguration configuration) => configuration["Publishing:OutputPath"] ?? configuration["output-path"]
        ?? throw new DistributedApplicationException("Where is the manifest to be written? Say it with --output-path FILE.");
}
