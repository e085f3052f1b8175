using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Telemetry.Receiving;

namespace Aspire.Hosting.Running;

/// <summary>Makes of a resource in the model the process that runs it.</summary>
internal sealed class ProcessSpecs(
    DistributedApplicationExecutionContext context, BuiltProjects projects, SecretMask secrets, TelemetryEndpoint telemetry)
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
        if (resource.Annotations.OfType<OtlpExporterAnnotation>().LastOrDefault() is { } exporter) AddTelemetry(variables, exporter, resource, replica);
        var callback = new EnvironmentCallbackContext(context, resource, variables, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(callback).ConfigureAwait(false);

        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            if (await TextAsync(resource, value, cancellationToken).ConfigureAwait(false) is { } text) resolved[name] = text;
        }

        return resolved;
    }

    /// <summary>The command line. Needs ports to be given out.</summary>
    public async Task<IReadOnlyList<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        var callback = new CommandLineArgsCallbackContext(arguments, resource, cancellationToken) { ExecutionContext = context };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await annotation.Callback(callback).ConfigureAwait(false);
        var resolved = new List<string>(arguments.Count);
        foreach (var argument in arguments)
        {
            if (await TextAsync(resource, argument, cancellationToken).ConfigureAwait(false) is { } text) resolved.Add(text);
        }

        return resolved;
    }

    private void AddTelemetry(Dictionary<string, object> variables, OtlpExporterAnnotation exporter, IResource resource, int replica)
    {
        secrets.Add(telemetry.Key);
        telemetry.AddTo(variables, resource, replica);
        if (exporter.RequiredProtocol is null or OtlpProtocol.HttpProtobuf) return;
        // The receiver does not speak what the resource asks for: it is told who it is, and no address.
        foreach (var name in variables.Keys.Where(name => name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal)).ToArray()) variables.Remove(name);
    }

    private async ValueTask<string?> TextAsync(IResource caller, object? value, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case null:
                return null;
            case string text:
                return text;
            case IValueProvider provider:
                foreach (var secret in ValueWalk.All(value).OfType<ParameterResource>().Where(parameter => parameter.Secret))
                    secrets.Add(await SecretAsync(secret, cancellationToken).ConfigureAwait(false));
                return await provider.GetValueAsync(new ValueProviderContext { Caller = caller, ExecutionContext = context }, cancellationToken).ConfigureAwait(false);
            case IFormattable formattable:
                return formattable.ToString(null, CultureInfo.InvariantCulture);
            default:
                return value.ToString();
        }
    }

    // A missing one is the provider's own matter: a reference to it may be optional.
    private static async ValueTask<string?> SecretAsync(ParameterResource secret, CancellationToken cancellationToken)
    {
        try
        {
            return await secret.GetValueAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MissingParameterValueException)
        {
            return null;
        }
    }

    private static void AddOwnPorts(IResource resource, int replica, Dictionary<string, object> variables)
    {
        var urls = new List<string>();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var allocated = endpoint.Replicas[replica];
            var port = resource is ContainerResource ? endpoint.TargetPort ?? allocated.Port : allocated.Port;
            if (endpoint.EnvironmentVariable is { } variable) variables[variable] = port.ToString(CultureInfo.InvariantCulture);
            if (endpoint.UriScheme is "http" or "https") urls.Add(allocated.UriString);
        }

        if (resource is ProjectResource && urls.Count > 0) variables["ASPNETCORE_URLS"] = string.Join(';', urls);
    }
}
