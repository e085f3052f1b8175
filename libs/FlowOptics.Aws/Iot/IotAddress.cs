using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using FlowOptics.Mqtt;

namespace FlowOptics.Aws;

/// <summary>
/// The signed address of IoT Core's WebSocket, made anew for each connection from credentials of the SDK's own chain: of environment, profile,
/// container or machine.
/// </summary>
/// <param name="server"><c>wss://xxxxxxxxxxxxxx-ats.iot.eu-west-1.amazonaws.com/mqtt</c>.</param>
public sealed class IotAddress(Uri server, string region, TimeProvider time)
{
    /// <exception cref="MqttException">There are no credentials.</exception>
    public async ValueTask<MqttAddress> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            var identity = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            var credentials = await identity.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return new(SignedAddress.OfIot(server, region, credentials, time.GetUtcNow()), Until(identity));
        }
        catch (AmazonClientException e)
        {
            throw new MqttException($"there are no AWS credentials to sign the address with ({e.Message}): give the service a role, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", e);
        }
    }

    private static DateTimeOffset? Until(AWSCredentials credentials) =>
        credentials.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null;
}
