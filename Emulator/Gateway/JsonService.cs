using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Gateway;

/// <summary>A service in AWS's JSON protocol 1.1: an operation makes one document of another.</summary>
internal abstract class JsonService : IAwsService
{
    public abstract string Name { get; }

    protected abstract IReadOnlyDictionary<string, JsonOperation> Operations { get; }

    /// <summary>Of a request's body.</summary>
    protected virtual int MostBytes => JsonRpc.MaxBody;

    public string OperationOf(AwsRequest request) => JsonRpc.OperationOf(request);

    public async Task AnswerAsync(AwsRequest request, string operation)
    {
        if (!Operations.TryGetValue(operation, out var answer)) throw JsonErrors.Unknown(operation);
        await JsonRpc.WriteAsync(request, JsonErrors.ContentType, answer(request, await JsonRpc.ReadAsync(request, MostBytes)));
    }

    public virtual Task WriteErrorAsync(AwsRequest request, AwsException error) => JsonErrors.WriteAsync(request, error);

    public abstract AwsException Throttled();

    public AwsException Refused(AwsException signature) => JsonErrors.Refused(signature);
}
