using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using FlowOptics.Aws;

namespace FlowOptics.Lake.Aws;

/// <summary>How all clients of AWS are set up here: region and credentials by the SDK's own chain, retries with full jitter, each call a span and a measurement.</summary>
public static class AwsConnection
{
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(10);

    // Until the answer begins; long polls are of 20 s.
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(60);

    // With what the SDK counts as cheap to try again; four pauses of up to 1, 2, 4 and 8 s, each of random length from nothing.
    private const int Retries = 4;

    /// <param name="endpoint">Addressed by path: an address of one's own seldom has a name for each bucket.</param>
    /// <exception cref="ObjectStoreException">No region is to be found.</exception>
    public static IAmazonS3 S3(string? endpoint)
    {
        var config = new AmazonS3Config();
        // The SDK looks for its profile's endpoint_url; asking once more would change what it does, so that is asked of another.
        endpoint ??= new AmazonS3Config().ServiceURL;
        config.ForcePathStyle = endpoint is not null;
        Prepare(config, endpoint);
        return new AmazonS3Client(config);
    }

    /// <param name="endpoint">Null: where the SDK knows the service to be.</param>
    internal static void Prepare(ClientConfig config, string? endpoint, string? region = null)
    {
        AwsCalls.Watch();
        config.Timeout = Answer;
        config.ConnectTimeout = Connect;
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_MAX_ATTEMPTS"))) config.MaxErrorRetry = Retries;
        // An address of one's own is on no EC2 machine, most likely, and asking one for its region takes seconds.
        region ??= FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: endpoint is null)?.SystemName;
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region ?? "us-east-1";
            return;
        }

        config.RegionEndpoint = region is not null ? RegionEndpoint.GetBySystemName(region)
            : throw new ObjectStoreException("no AWS region is set: set AWS_REGION to the bucket's, as eu-west-1.");
    }
}
