using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>Asks each replica's endpoint for a path and compares the status code.</summary>
internal sealed class HttpProbe(EndpointReference endpoint, string path, int statusCode) : IHealthCheck
{
    private const int BodyShown = 300;

    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var replica in endpoint.EndpointAnnotation.Replicas)
        {
            var url = new Uri(new Uri(replica.UriString), path);
            try
            {
                using var response = await Client.GetAsync(url, cancellationToken).ConfigureAwait(false);
                if ((int)response.StatusCode == statusCode) continue;
                var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
                return HealthCheckResult.Unhealthy(
                    $"{url} answered {(int)response.StatusCode}, not {statusCode}: {(body.Length > BodyShown ? body[..BodyShown] + "…" : body)}");
            }
            catch (HttpRequestException error)
            {
                return HealthCheckResult.Unhealthy($"{url} did not answer: {error.Message}");
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return HealthCheckResult.Unhealthy($"{url} did not answer within {Client.Timeout.TotalSeconds:0} s");
            }
        }

        return HealthCheckResult.Healthy();
    }
}
