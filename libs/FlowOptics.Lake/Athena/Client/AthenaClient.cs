using System.Text.Json.Serialization;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Lake;

/// <summary>The calls of Athena that a flow store needs. Retries, spans and measurements are those of all clients (<see cref="AwsConnection"/>).</summary>
/// <remarks>https://docs.aws.amazon.com/athena/latest/APIReference/API_Operations.html</remarks>
internal sealed partial class AthenaClient(AthenaOptions options) : IDisposable
{
    private readonly AwsJsonClient _client = new(AwsJsonService.Athena, options.Endpoint);

    /// <summary>Begins a statement. Tried again after a lost answer, it is the same execution: the token says so.</summary>
    /// <returns>The execution's id.</returns>
    public async Task<string> StartAsync(AthenaText statement, TimeSpan reuse, CancellationToken cancellationToken)
    {
        var question = new StartQuestion(
            statement.ToString(),
            Guid.NewGuid().ToString(),
            new Context(options.Database, options.Catalog),
            options.OutputLocation is { } location ? new ResultConfiguration(location) : null,
            options.WorkGroup,
            statement.Values.Count == 0 ? null : [.. statement.Values.Select(AthenaText.Literal)],
            reuse > TimeSpan.Zero ? new ReuseConfiguration(new ReuseByAge(true, (int)Math.Max(1, reuse.TotalMinutes))) : null);
        var answer = await CallAsync("StartQueryExecution", question, Json.Default.StartQuestion, Json.Default.StartAnswer, cancellationToken).ConfigureAwait(false);
        return answer.QueryExecutionId;
    }

    public async Task<AthenaExecution> GetAsync(string id, CancellationToken cancellationToken) =>
        (await CallAsync("GetQueryExecution", new ExecutionQuestion(id), Json.Default.ExecutionQuestion, Json.Default.ExecutionAnswer, cancellationToken).ConfigureAwait(false)).QueryExecution;

    public async Task StopAsync(string id, CancellationToken cancellationToken) =>
        await CallAsync("StopQueryExecution", new ExecutionQuestion(id), Json.Default.ExecutionQuestion, Json.Default.StopAnswer, cancellationToken).ConfigureAwait(false);

    public async Task<AthenaTableMetadata> TableAsync(CancellationToken cancellationToken) =>
        (await CallAsync("GetTableMetadata", new TableQuestion(options.Catalog, options.Database, options.Table), Json.Default.TableQuestion, Json.Default.TableAnswer, cancellationToken).ConfigureAwait(false)).TableMetadata;

    public void Dispose() => _client.Dispose();

    private async Task<TAnswer> CallAsync<TQuestion, TAnswer>(
        string operation, TQuestion question, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TQuestion> questionType,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.CallAsync(operation, question, questionType, answerType, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (AwsFault.IsFault(e, cancellationToken))
        {
            throw AthenaFault.Of(e, operation, options);
        }
    }

    private sealed record Context(string Database, string Catalog);

    private sealed record ResultConfiguration(string OutputLocation);

    private sealed record ReuseConfiguration(ReuseByAge ResultReuseByAgeConfiguration);

    private sealed record ReuseByAge(bool Enabled, int MaxAgeInMinutes);

    private sealed record StartQuestion(
        string QueryString, string ClientRequestToken, Context QueryExecutionContext, ResultConfiguration? ResultConfiguration, string WorkGroup, string[]? ExecutionParameters,
        ReuseConfiguration? ResultReuseConfiguration);

    private sealed record StartAnswer(string QueryExecutionId);

    private sealed record ExecutionQuestion(string QueryExecutionId);

    private sealed record ExecutionAnswer(AthenaExecution QueryExecution);

    private sealed record StopAnswer;

    private sealed record TableQuestion(string CatalogName, string DatabaseName, string TableName);

    private sealed record TableAnswer(AthenaTableMetadata TableMetadata);

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(StartQuestion))]
    [JsonSerializable(typeof(StartAnswer))]
    [JsonSerializable(typeof(ExecutionQuestion))]
    [JsonSerializable(typeof(ExecutionAnswer))]
    [JsonSerializable(typeof(StopAnswer))]
    [JsonSerializable(typeof(TableQuestion))]
    [JsonSerializable(typeof(TableAnswer))]
    private sealed partial class Json : JsonSerializerContext;
}
