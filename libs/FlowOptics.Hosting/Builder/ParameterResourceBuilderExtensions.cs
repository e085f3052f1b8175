using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, Configured(builder, $"Parameters:{name}", name), secret));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret) throw new ArgumentException("A parameter cannot be both secret and published as default.", nameof(secret));
        return builder.AddResource(new ParameterResource(name, _ => builder.Configuration[$"Parameters:{name}"] ?? valueGetter(), secret));
    }

    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, Configured(builder, configurationKey, name), secret));

    /// <summary>A connection string given from outside, as <c>ConnectionStrings:name</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        var value = new ParameterResource(name, _ => builder.Configuration.GetConnectionString(name) ?? throw new DistributedApplicationException(
            $"Connection string '{name}' has no value: set ConnectionStrings__{name} in the environment."), secret: true);
        return builder.AddResource(new GivenConnectionString(name, value, environmentVariableName));
    }

    private static Func<ParameterDefault?, string> Configured(IDistributedApplicationBuilder builder, string key, string name) => byDefault =>
        builder.Configuration[key] ?? byDefault?.GetDefaultValue() ?? throw new DistributedApplicationException(
            $"Parameter '{name}' has no value: set {key.Replace(":", "__", StringComparison.Ordinal)} in the environment, or {key} in appsettings.json.");

    private sealed class GivenConnectionString(string name, ParameterResource value, string? environmentVariableName)
        : Resource(name), IResourceWithConnectionString
    {
        public string? ConnectionStringEnvironmentVariable => environmentVariableName;

        public ReferenceExpression ConnectionStringExpression { get; } = ReferenceExpression.Create($"{value}");
    }
}
