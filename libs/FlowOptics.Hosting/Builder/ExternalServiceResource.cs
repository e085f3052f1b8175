using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A service that somebody else runs.</summary>
public sealed class ExternalServiceResource : Resource
{
    /// <exception cref="ArgumentException">The URL is not absolute, or names a path, a query or a fragment.</exception>
    public ExternalServiceResource(string name, Uri uri)
        : base(name)
    {
        if (Problem(uri) is { } problem) throw new ArgumentException($"The URL of external service '{name}' is not valid: {problem}.", nameof(uri));
        Uri = uri;
    }

    public ExternalServiceResource(string name, ParameterResource urlParameter)
        : base(name) => UrlParameter = urlParameter;

    /// <summary>Null where a parameter says it.</summary>
    public Uri? Uri { get; }

    public ParameterResource? UrlParameter { get; }

    /// <exception cref="DistributedApplicationException">The parameter's value is no URL of a service.</exception>
    internal async ValueTask<Uri> UriAsync(CancellationToken cancellationToken)
    {
        if (Uri is not null) return Uri;
        var text = await UrlParameter!.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var problem = Uri.TryCreate(text, UriKind.Absolute, out var uri) ? Problem(uri) : "it is not absolute";
        return problem is null ? uri! : throw new DistributedApplicationException(
            $"The URL parameter '{UrlParameter.Name}' for the external service '{Name}' is invalid: {problem}.");
    }

    private static string? Problem(Uri uri)
    {
        if (!uri.IsAbsoluteUri) return "it is not absolute";
        return uri.PathAndQuery == "/" && uri.Fragment.Length == 0 ? null : "it must end with the host or the port: no path, query or fragment";
    }
}
