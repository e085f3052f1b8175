namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string as an environment value.</summary>
public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    public IResourceWithConnectionString Resource { get; } = resource;

    public bool Optional { get; } = optional;

    public string ValueExpression => Resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await Resource.GetValueAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DistributedApplicationException) when (Optional)
        {
            return null;
        }
    }
}
