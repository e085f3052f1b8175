using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Telemetry.Receiving;

namespace Aspire.Hosting.Running;

/// <summary>Makes of a resource in the model the process that runs it.</summary>
internal sealed class ProcessSpecs(DistributedApplicationExecutionContext context, BuiltProjects projects, TelemetryEndpoint telemetry)
{
    /// <summary>Program, arguments and environment for one replica. Everything is looked up anew: a restart sees what has changed.</summary>
    /// <exception cref="DistributedApplicationException">The program is not there, or a value cannot be had.</exception>
    public async Task<ProcessSpec> CreateAsync(IResource resource, int replica, CancellationToken cancellationToken)
    {
        var environment = await EnvironmentAsync(resource, replica, cancellationToken).ConfigureAwait(false);
        var arguments = await ArgumentsAsync(resource, cancellationToken).ConfigureAwait(false);
        switch (resource)
        {
            case ProjectResource project:
                var assembly = projects.Find(project);
                var folder = Path.GetDirectoryName(project.Annotations.OfType<IProjectMetadata>().Last().ProjectPath)!;
                var executable = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
                return File.Exists(executable)
                    ? new ProcessSpec(executable, arguments, folder, environment)
                    : new ProcessSpec(Programs.Find("dotnet", folder), [assembly, .. arguments], folder, environment);
            case ExecutableResource program:
                if (!Directory.Exists(program.WorkingDirectory))
                    throw new DistributedApplicationException($"Its working directory '{program.WorkingDirectory}' does not exist.");
                return new ProcessSpec(Programs.Find(program.Command, program.WorkingDirectory), arguments, program.WorkingDirectory, environment);
            default:
                throw new DistributedApplicationException($"A resource of type '{resource.GetType().Name}' cannot be started.");
        }
    }

    /// <summary>The environment that a replica is given on top of AppHost's own. Needs ports to be given out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(IResource resource, int replica, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>(StringComparer.Ordinal);
        AddOwnPorts(resource, replica, variables);
        if (resource is ProjectResource) telemetry.AddTo(variables, resource, replica);
        var callback = new EnvironmentCallbackContext(context, variables, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(callback).ConfigureAwait(false);

        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            if (await TextAsync(value, cancellationToken).ConfigureAwait(false) is { } text) resolved[name] = text;
        }

        return resolved;
    }

    private static async Task<IReadOnlyList<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await annotation.Callback(new CommandLineArgsCallbackContext(arguments, cancellationToken)).ConfigureAwait(false);
        var resolved = new List<string>(arguments.Count);
        foreach (var argument in arguments)
        {
            if (await TextAsync(argument, cancellationToken).ConfigureAwait(false) is { } text) resolved.Add(text);
        }

        return resolved;
    }

    private static async ValueTask<string?> TextAsync(object? value, CancellationToken cancellationToken) => value switch
    {
        null => null,
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(cancellationToken).ConfigureAwait(false),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static void AddOwnPorts(IResource resource, int replica, Dictionary<string, object> variables)
    {
        var urls = new List<string>();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var allocated = endpoint.Replicas[replica];
            if (endpoint.EnvironmentVariable is { } variable) variables[variable] = allocated.Port.ToString(CultureInfo.InvariantCulture);
            if (endpoint.UriScheme is "http" or "https") urls.Add(allocated.UriString);
        }

        if (resource is ProjectResource && urls.Count > 0) variables["ASPNETCORE_URLS"] = string.Join(';', urls);
    }
}
