using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>What is known of resources that are values: parameters and connection strings. Nobody runs them.</summary>
internal static class GivenValues
{
    // Aspire's names.
    public const string ParameterProperty = "Value";
    public const string ConnectionStringProperty = "resource.connectionString";

    private const string Missing = "Value missing";

    public static bool IsSecret(IResource resource) =>
        resource is ParameterResource { Secret: true } || (resource is IResourceWithConnectionString && !ResourceRunners.IsRun(resource));

    /// <summary>Adds the value, as itself: whoever shows it hides what is sensitive until it is asked for. Or the reason why there is none.</summary>
    public static async Task<Func<CustomResourceSnapshot, CustomResourceSnapshot>> OfAsync(IResource resource, SecretMask secrets, CancellationToken cancellationToken)
    {
        try
        {
            var (name, value) = resource switch
            {
                ParameterResource parameter => (ParameterProperty, await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false)),
                IResourceWithConnectionString connection => (ConnectionStringProperty, await connection.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false)),
                _ => (null, null),
            };
            if (name is null || value is null) return snapshot => snapshot;
            // A connection string is hidden for the secrets in it, which are known by themselves.
            if (resource is ParameterResource { Secret: true }) secrets.Add(value);
            return snapshot => snapshot with { Properties = [new ResourcePropertySnapshot(name, value) { IsSensitive = IsSecret(resource) }] };
        }
        catch (Exception error) when (error is InvalidOperationException or DistributedApplicationException)
        {
            // Nobody needs it, or the start would have ended before; it is shown all the same.
            return snapshot => snapshot with
            {
                State = new ResourceStateSnapshot(Missing, "warn"),
                Properties = [new ResourcePropertySnapshot(ResourceRunner.ReasonProperty, error.Message)],
            };
        }
    }
}
