using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the model as Aspire's manifest, in the place of running it: <c>--publisher manifest --output-path FILE</c>.</summary>
internal sealed class ManifestPublisher(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IConfiguration configuration,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    IHostApplicationLifetime lifetime) : IHostedService
{
    public const string Name = "manifest";

    private const string FileName = "aspire-manifest.json";
    private const string Schema = "https://json.schemastore.org/aspire-8.0.json";

    // Nobody puts a manifest into a web page: quotes and plus signs stay readable.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (executionContext.PublisherName != Name)
            throw new DistributedApplicationException($"There is no publisher '{executionContext.PublisherName}': '{Name}' is the only one.");
        var path = Target(PublishingOptions.OutputPath(configuration));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, await WriteAsync(path, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The manifest cannot be written to '{path}': {error.Message}", error);
        }

        await eventing.PublishAsync(new AfterPublishEvent(services, model), cancellationToken).ConfigureAwait(false);
        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A folder, or a file to be made.
    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        return Directory.Exists(full) || path.EndsWith(Path.DirectorySeparatorChar) ? Path.Combine(full, FileName) : full;
    }

    private async Task<byte[]> WriteAsync(string path, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        var writer = new Utf8JsonWriter(stream, Readable);
        await using (writer.ConfigureAwait(false))
        {
            var context = new ManifestPublishingContext(executionContext, path, writer, cancellationToken);
            writer.WriteStartObject();
            writer.WriteString("$schema", Schema);
            writer.WriteStartObject("resources");
            foreach (var resource in model.Resources) await WriteAsync(context, resource).ConfigureAwait(false);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static async Task WriteAsync(ManifestPublishingContext context, IResource resource)
    {
        var own = resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().LastOrDefault();
        if (own is { Callback: null }) return;
        context.Writer.WriteStartObject(resource.Name);
        try
        {
            await (own is null ? ManifestResources.WriteAsync(context, resource) : own.Callback!(context)).ConfigureAwait(false);
        }
        catch (InvalidOperationException error)
        {
            throw new DistributedApplicationException($"The manifest of resource '{resource.Name}' cannot be made: {error.Message}", error);
        }

        context.Writer.WriteEndObject();
    }
}
