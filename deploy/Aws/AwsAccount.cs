using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using FlowOptics.Lake;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Deploy.Aws;

/// <summary>One account and region: the clients, made when they are first used, and what goes wrong with all of them as one sentence.</summary>
/// <param name="endpoint">An address of one's own, for tests; null: AWS.</param>
/// <param name="region">Null: by the SDK's chain.</param>
internal sealed class AwsAccount(string? endpoint, string? region) : IDisposable
{
    private readonly Dictionary<AwsJsonService, AwsJsonClient> _clients = [];
    private IAmazonS3? _s3;

    public IAmazonS3 S3 => _s3 ??= AwsConnection.S3(endpoint);

    public AwsQueryClient Query(AwsJsonService service) => (AwsQueryClient)Client(service, () => new AwsQueryClient(service, endpoint, region));

    /// <summary>A call in the JSON protocol.</summary>
    public Task<JsonNode> JsonAsync(AwsJsonService service, string operation, JsonObject question, CancellationToken cancellationToken) =>
        Client(service, () => new AwsJsonClient(service, endpoint, region)).CallAsync(operation, question, DeployJson.Default.JsonObject, DeployJson.Default.JsonNode, cancellationToken);

    /// <summary>Who the credentials belong to. Also what proves that they are valid, before anything is begun.</summary>
    /// <exception cref="DeployException">They are missing, wrong or expired.</exception>
    public async Task<AwsIdentity> WhoAsync(CancellationToken cancellationToken)
    {
        var answer = await Query(AwsServices.Sts).CallAsync("GetCallerIdentity", [], cancellationToken);
        return new(answer.Text("Account") ?? "", answer.Text("Arn") ?? "", Region);
    }

    public string Region => Query(AwsServices.Sts).Config.RegionEndpoint?.SystemName ?? Query(AwsServices.Sts).Config.AuthenticationRegion;

    /// <returns>The sentence for what AWS, or the way to it, has refused; null where this is something else.</returns>
    public static string? Sentence(Exception e, CancellationToken cancellationToken) => e switch
    {
        AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" } => "the AWS credentials have expired: renew them (aws sso login, or your company's way), and run the same command again: it goes on where it was",
        AmazonServiceException { ErrorCode: "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" } => $"these credentials may not do this ({e.Message}); docs/deploy.md says what is needed",
        ObjectStoreException => e.Message,
        _ when AwsFault.IsFault(e, cancellationToken) => AwsFault.Reason(e, "AWS"),
        _ => null,
    };

    public void Dispose()
    {
        foreach (var client in _clients.Values) client.Dispose();
        _s3?.Dispose();
    }

    private AwsJsonClient Client(AwsJsonService service, Func<AwsJsonClient> make)
    {
        if (_clients.TryGetValue(service, out var client)) return client;
        return _clients[service] = make();
    }
}
