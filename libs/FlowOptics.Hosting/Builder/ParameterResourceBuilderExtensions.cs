using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Values that are given from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>A value from configuration <c>Parameters:name</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddParameterFromConfiguration(name, $"Parameters:{name}", secret);

    /// <summary>The configuration's value, or else this one.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>The configuration's value, or else what the function says.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret) throw new ArgumentException("A parameter cannot be both secret and published as default.", nameof(secret));
        var key = $"Parameters:{name}";
        var parameter = builder.AddResource(new ParameterResource(name, _ => builder.Configuration[key] ?? valueGetter(), secret));
        if (publishValueAsDefault) parameter.Resource.Default = new ConstantParameterDefault(valueGetter);
        return parameter;
    }

    /// <summary>The configuration's value, or else the default's.</summary>
    /// <param name="persist">A default that was generated is kept in the AppHost's user secrets, so that the next run has the same.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var key = $"Parameters:{name}";
        var parameter = builder.AddResource(new ParameterResource(name, byDefault => builder.Configuration[key] ?? Take(byDefault!), secret));
        parameter.Resource.Default = value;
        return parameter;

        string Take(ParameterDefault byDefault)
        {
            var taken = byDefault.GetDefaultValue();
            if (persist && builder.ExecutionContext.IsRunMode) UserSecrets.TrySet(builder.AppHostAssembly, key, taken);
            return taken;
        }
    }

    /// <summary>A value from any key of the configuration.</summary>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false) =>
        builder.AddResource(new ParameterResource(
            name,
            byDefault => builder.Configuration[configurationKey] ?? byDefault?.GetDefaultValue() ?? throw new MissingParameterValueException(
                $"Parameter '{name}' has no value: set {configurationKey.Replace(":", "__", StringComparison.Ordinal)} in the environment, or {configurationKey} in "
                + "AppHost's user secrets or appsettings.json."),
            secret)
        { ConfigurationKey = configurationKey });

    /// <summary>A connection string given from outside, as <c>ConnectionStrings:name</c>.</summary>
    /// <param name="environmentVariableName">The variable in which others get it; default: <c>ConnectionStrings__name</c>.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConnectionStringParameterResource(
            name,
            _ => builder.Configuration.GetConnectionString(name) ?? throw new MissingParameterValueException(
                $"Connection string '{name}' has no value: set ConnectionStrings__{name} in the environment, or ConnectionStrings:{name} in AppHost's user secrets or appsettings.json."),
            environmentVariableName));
}
