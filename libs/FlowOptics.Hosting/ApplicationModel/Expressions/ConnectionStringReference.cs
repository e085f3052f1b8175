namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string as an environment value.</summary>
public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    public IResourceWithConnectionString Resource { get; } = resource;

    /// <summary>A missing one is left out instead of being an error.</summary>
    public bool Optional { get; } = optional;

    string IManifestExpressionProvider.ValueExpression => Resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => ValueAsync(() => Resource.GetValueAsync(cancellationToken));

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        ValueAsync(() => Resource.GetValueAsync(context, cancellationToken));

    private async ValueTask<string?> ValueAsync(Func<ValueTask<string?>> value)
    {
        try
        {
            return await value().ConfigureAwait(false);
        }
        catch (DistributedApplicationException) when (Optional)
        {
            return null;
        }
    }
}
