using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace FlowOptics.Aws;

/// <summary>
/// Credentials of a role that may do no more than a policy says, for others to use: asked of STS, and given out until a third of their time is left.
/// </summary>
/// <param name="client">Made by <see cref="Client"/>.</param>
/// <param name="role">The role's ARN.</param>
/// <param name="session">What stands in AWS's logs for whoever uses them.</param>
public sealed class AssumedRole(IAmazonSecurityTokenService client, string role, string session, TimeProvider time) : IDisposable
{
    /// <summary>The longest policy that STS takes for a session, in characters.</summary>
    public const int LongestPolicy = 2048;

    // The shortest that STS gives: who took a pair away with it has it no longer than this.
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _asking = new(1);

    // By policy; those that have ended go when the next is asked for.
    private readonly Dictionary<string, SessionCredentials> _given = new(StringComparer.Ordinal);

    /// <summary>
    /// STS in a region, with credentials by the SDK's own chain; <c>AWS_ENDPOINT_URL_STS</c> and <c>AWS_ENDPOINT_URL</c> are honoured.
    /// </summary>
    public static IAmazonSecurityTokenService Client(string region)
    {
        AwsCalls.Watch();
        var config = new AmazonSecurityTokenServiceConfig { Timeout = TimeSpan.FromSeconds(10) };
        // Asking a configuration for its endpoint changes what it does, so that is asked of another.
        if (new AmazonSecurityTokenServiceConfig().ServiceURL is { } endpoint) (config.ServiceURL, config.AuthenticationRegion) = (endpoint, region);
        else config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        return new AmazonSecurityTokenServiceClient(config);
    }

    /// <param name="policy">What may be done is what both the role and this allow.</param>
    /// <exception cref="AmazonClientException">There are no credentials to ask with, or STS cannot be reached.</exception>
    /// <exception cref="AmazonServiceException">STS refuses.</exception>
    public async Task<SessionCredentials> GetAsync(string policy, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = time.GetUtcNow();
            if (_given.TryGetValue(policy, out var known) && known.Until - now > Duration / 3) return known;
            var request = new AssumeRoleRequest
            {
                RoleArn = role,
                RoleSessionName = session,
                Policy = policy,
                DurationSeconds = (int)Duration.TotalSeconds
            };
            var answer = (await client.AssumeRoleAsync(request, cancellationToken).ConfigureAwait(false)).Credentials;
            var until = new DateTimeOffset((answer.Expiration ?? throw new AmazonClientException("STS gave credentials without their end"))
                .ToUniversalTime());
            foreach (var (old, ended) in _given)
            {
                if (ended.Until <= now) _given.Remove(old);
            }

            return _given[policy] = new(new ImmutableCredentials(answer.AccessKeyId, answer.SecretAccessKey, answer.SessionToken), until);
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        _asking.Dispose();
    }
}
