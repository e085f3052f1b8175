using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace FlowOptics.Lake.Aws;

/// <summary>The SDK's settings for a service that it has no package for here: region, endpoint, retries and credentials come from where they do for its own.</summary>
internal sealed class AwsJsonConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("FlowOptics", "1.0");

    private readonly AwsJsonService _service;

    public AwsJsonConfig(AwsJsonService service)
        : base(new DefaultConfigurationProvider([new SdkDefaults()]))
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new Address(this);
    }

    public override string ServiceVersion => _service.Version;

    public override string UserAgent => Agent;

    public override string RegionEndpointServiceName => _service.SigningName;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://{_service.Host}.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}/");

    private sealed class Address(AwsJsonConfig config) : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) => config.DetermineServiceOperationEndpoint(null!);
    }

    /// <summary>What the SDK's packages bring along for its mode "standard".</summary>
    private sealed class SdkDefaults : IDefaultConfiguration
    {
        public DefaultConfigurationMode Name => DefaultConfigurationMode.Standard;

        public RequestRetryMode RetryMode => RequestRetryMode.Standard;

        public S3UsEast1RegionalEndpointValue S3UsEast1RegionalEndpoint => S3UsEast1RegionalEndpointValue.Regional;

        public TimeSpan? ConnectTimeout => TimeSpan.FromMilliseconds(3100);

        public TimeSpan? TlsNegotiationTimeout => TimeSpan.FromMilliseconds(3100);

        public TimeSpan? TimeToFirstByteTimeout => null;

        public TimeSpan? HttpRequestTimeout => null;
    }
}
