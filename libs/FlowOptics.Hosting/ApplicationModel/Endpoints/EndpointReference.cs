namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource, by name; it need not exist, or have a port, before the application starts.</summary>
public sealed class EndpointReference : IExpressionValue, IValueWithReferences
{
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        Resource = owner;
        EndpointName = endpointName;
    }

    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint.Name)
    {
    }

    public IResourceWithEndpoints Resource { get; }

    public string EndpointName { get; }

    public EndpointAnnotation EndpointAnnotation =>
        Find() ?? throw new InvalidOperationException(
            $"Resource '{Resource.Name}' has no endpoint '{EndpointName}'; it has {Known()}.");

    public bool Exists => Find() is not null;

    public bool IsAllocated => Find()?.AllocatedEndpoint is not null;

    public bool IsHttp => Scheme == "http";

    public bool IsHttps => Scheme == "https";

    public string Scheme => EndpointAnnotation.UriScheme;

    public string Host => Allocated.Address;

    public int Port => Allocated.Port;

    /// <summary>The port that was asked for inside; null: any.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    public string Url => Allocated.UriString;

    public bool TlsEnabled => EndpointAnnotation.TlsEnabled;

    string IManifestExpressionProvider.ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    internal AllocatedEndpoint Allocated => EndpointAnnotation.AllocatedEndpoint ?? throw new InvalidOperationException(
        $"Endpoint '{EndpointName}' of resource '{Resource.Name}' has no port yet: ports are given out when the application starts.");

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(Url);

    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(context, cancellationToken);

    private EndpointAnnotation? Find() => Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));

    private string Known()
    {
        var names = Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"'{endpoint.Name}'").ToArray();
        return names.Length == 0 ? "none" : string.Join(", ", names);
    }
}
