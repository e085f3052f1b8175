using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.ServiceDefaults.Discovery;

/// <summary>
/// Where the other services are: <c>services:{name}:{scheme or endpoint}:{i}</c>, as AppHost gives it in the environment
/// (<c>services__graphapi__http__0=http://127.0.0.1:43121</c>). Stands in for Microsoft.Extensions.ServiceDiscovery, with its address syntax.
/// </summary>
public sealed class ServiceEndpoints(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, StrongBox> _turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The address of the next instance (round-robin) of the service that <paramref name="address"/> names: <c>http://graphapi</c>,
    /// <c>https+http://graphapi</c> (https where there is one, else http) or <c>http://_admin.graphapi</c> (the endpoint "admin").
    /// Path and query are kept, below the path of the instance's own address.
    /// </summary>
    /// <returns>The same address where its host is no service of the configuration.</returns>
    /// <exception cref="HttpRequestException">Only a service can have such an address (<c>https+http</c>), and there is none of that name.</exception>
    public Uri Resolve(Uri address)
    {
        var (service, endpoint) = Split(address.Host);
        var schemes = endpoint is not null ? [endpoint] : address.Scheme.Split('+');
        foreach (var scheme in schemes)
        {
            var key = $"services:{service}:{scheme}";
            var instances = configuration.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>().ToArray();
            if (instances.Length == 0) continue;

            return Combine(instances[Next(key) % instances.Length], key, address);
        }

        if (endpoint is null && schemes.Length == 1) return address;
        throw new HttpRequestException(
            $"No address of the service '{service}' is configured for {address.Scheme}://{address.Host}: set services__{service}__{schemes[^1]}__0.");
    }

    private static (string Service, string? Endpoint) Split(string host) =>
        host.StartsWith('_') && host.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot ? (host[(dot + 1)..], host[1..dot]) : (host, null);

    private static Uri Combine(string instance, string key, Uri address)
    {
        if (!Uri.TryCreate(instance, UriKind.Absolute, out var origin))
        {
            throw new HttpRequestException($"{key}: '{instance}' is no absolute URL such as http://127.0.0.1:8080.");
        }

        return new UriBuilder(origin)
        {
            Path = origin.AbsolutePath.TrimEnd('/') + address.AbsolutePath,
            Query = address.Query,
            Fragment = address.Fragment,
        }.Uri;
    }

    private uint Next(string key) => unchecked((uint)(Interlocked.Increment(ref _turns.GetOrAdd(key, _ => new StrongBox()).Value) - 1));

    private sealed class StrongBox
    {
        public int Value;
    }
}
