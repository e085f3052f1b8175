using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace FlowOptics.Lake.Aws;

/// <summary>
/// Calls a service in AWS's JSON protocol through the pipeline of AWSSDK.Core, as the SDK's own clients do: it finds credentials and renews them, signs (SigV4), corrects a clock that is off,
/// tries again with full jitter. Only how a request and an answer are written is ours (docs/decisions/050).
/// </summary>
public class AwsJsonClient : AmazonServiceClient
{
    private readonly AwsJsonService _service;
    private readonly InvokeOptions _options;

    /// <param name="endpoint">Null: <c>AWS_ENDPOINT_URL_…</c>, else where the service is in the region.</param>
    /// <param name="region">Null: by the SDK's chain.</param>
    /// <param name="credentials">Null: by the SDK's chain.</param>
    /// <exception cref="ObjectStoreException">No region is to be found.</exception>
    public AwsJsonClient(AwsJsonService service, string? endpoint = null, string? region = null, AWSCredentials? credentials = null)
        : base(Configure(service, endpoint, region, credentials))
    {
        _service = service;
        _options = new InvokeOptions { RequestMarshaller = new AwsJsonMarshaller(service), ResponseUnmarshaller = new AwsJsonUnmarshaller() };
    }

    // Asked for by the base's constructor, before ours has run.
    protected override IServiceMetadata ServiceMetadata => new Metadata(((ClientConfig)Config).ServiceId);

    /// <exception cref="AmazonServiceException">The service refuses; its code is in ErrorCode.</exception>
    public async Task<TAnswer> CallAsync<TQuestion, TAnswer>(
        string operation, TQuestion question, JsonTypeInfo<TQuestion> questionType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        var request = new AwsJsonRequest(operation, JsonSerializer.SerializeToUtf8Bytes(question, questionType));
        var response = await InvokeAsync<AwsJsonResponse>(request, _options, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(response.Body.Length == 0 ? "{}"u8 : response.Body, answerType)!;
        }
        catch (JsonException e)
        {
            throw new AmazonClientException($"{_service.Id} answered {operation} with what is not its JSON: {e.Message}", e);
        }
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new Endpoints());
        pipeline.AddHandlerAfter<Marshaller>(new Schemes());
    }

    private static AwsJsonConfig Configure(AwsJsonService service, string? endpoint, string? region, AWSCredentials? credentials)
    {
        var config = new AwsJsonConfig(service);
        if (credentials is not null) config.DefaultAWSCredentials = credentials;
        AwsConnection.Prepare(config, endpoint ?? new AwsJsonConfig(service).ServiceURL, region);
        return config;
    }

    private sealed class Metadata(string id) : IServiceMetadata
    {
        public string ServiceId => id;

        public IDictionary<string, string> OperationNameMapping => new Dictionary<string, string>(StringComparer.Ordinal);
    }

    /// <summary>One address for all operations: the configuration's provider needs to know nothing of a call.</summary>
    private sealed class Endpoints : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => new();
    }

    /// <summary>Signatures of version 4.</summary>
    private sealed class Schemes : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}
