namespace FlowOptics.ServiceDefaults.Discovery;

/// <summary>Sends each request to an instance of the service that its address names.</summary>
public sealed class ServiceDiscoveryHandler(ServiceEndpoints endpoints) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var named = request.RequestUri;
        if (named is null) return await base.SendAsync(request, cancellationToken);

        request.RequestUri = endpoints.Resolve(named);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // A retry asks by name again, so that it may get another instance.
            request.RequestUri = named;
        }
    }
}
