using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the members of a resource, by its kind (https://json.schemastore.org/aspire-8.0.json).</summary>
internal static class ManifestResources
{
    /// <exception cref="DistributedApplicationException">A manifest has no place for such a resource.</exception>
    public static Task WriteAsync(ManifestPublishingContext context, IResource resource) => resource switch
    {
        ProjectResource project => ProjectAsync(context, project),
        ContainerResource container => ContainerAsync(context, container),
        ExecutableResource program => ExecutableAsync(context, program),
        ParameterResource parameter => ParameterAsync(context, parameter),
        IResourceWithConnectionString value => ValueAsync(context, value),
        _ => throw new DistributedApplicationException($"Resource '{resource.Name}' is a '{resource.GetType().Name}', which a manifest cannot hold: call ExcludeFromManifest() on it."),
    };

    private static Task ProjectAsync(ManifestPublishingContext context, ProjectResource project)
    {
        context.Writer.WriteString("type", "project.v0");
        context.Writer.WriteString("path", context.GetManifestRelativePath(project.Annotations.OfType<IProjectMetadata>().Last().ProjectPath));
        return RestAsync(context, project);
    }

    private static Task ContainerAsync(ManifestPublishingContext context, ContainerResource container)
    {
        var writer = context.Writer;
        if (container.Annotations.OfType<DockerfileBuildAnnotation>().LastOrDefault() is { } build)
        {
            writer.WriteString("type", "container.v1");
            writer.WriteStartObject("build");
            writer.WriteString("context", context.GetManifestRelativePath(build.ContextPath));
            writer.WriteString("dockerfile", context.GetManifestRelativePath(build.DockerfilePath));
            if (build.Stage is not null) writer.WriteString("stage", build.Stage);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type", "container.v0");
            writer.WriteString("image", container.Annotations.OfType<ContainerImageAnnotation>().Last().Reference);
        }

        if (container.Entrypoint is not null) writer.WriteString("entrypoint", container.Entrypoint);
        return RestAsync(context, container);
    }

    private static Task ExecutableAsync(ManifestPublishingContext context, ExecutableResource program)
    {
        context.Writer.WriteString("type", "executable.v0");
        context.Writer.WriteString("workingDirectory", context.GetManifestRelativePath(program.WorkingDirectory));
        context.Writer.WriteString("command", program.Command);
        return RestAsync(context, program);
    }

    private static Task ParameterAsync(ManifestPublishingContext context, ParameterResource parameter)
    {
        var writer = context.Writer;
        writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString) writer.WriteString("connectionString", $"{{{parameter.Name}.value}}");
        writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        writer.WriteStartObject("inputs");
        writer.WriteStartObject("value");
        writer.WriteString("type", "string");
        if (parameter.Secret) writer.WriteBoolean("secret", true);
        if (parameter.Default is { } byDefault)
        {
            writer.WriteStartObject("default");
            byDefault.WriteToManifest(context);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        return Task.CompletedTask;
    }

    private static Task ValueAsync(ManifestPublishingContext context, IResourceWithConnectionString value)
    {
        context.Writer.WriteString("type", "value.v0");
        context.Writer.WriteString("connectionString", value.ConnectionStringExpression.ValueExpression);
        return Task.CompletedTask;
    }

    private static async Task RestAsync(ManifestPublishingContext context, IResource resource)
    {
        await context.WriteCommandLineArgumentsAsync(resource).ConfigureAwait(false);
        await context.WriteEnvironmentVariablesAsync(resource).ConfigureAwait(false);
        context.WriteBindings(resource);
    }
}
