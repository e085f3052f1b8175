using System.Text.Json.Nodes;
using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Emulator.Athena.Queries;
using FlowOptics.Emulator.Athena.WorkGroups;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Athena;

/// <summary>Athena's JSON protocol.</summary>
internal sealed class AthenaService : IAwsService
{
    private readonly Dictionary<string, Func<JsonObject, JsonObject>> _operations;

    public AthenaService(QueryOperations queries, WorkGroupOperations groups, CatalogOperations catalog) => _operations = new(StringComparer.Ordinal)
    {
        ["StartQueryExecution"] = queries.Start,
        ["GetQueryExecution"] = queries.Get,
        ["BatchGetQueryExecution"] = queries.GetMany,
        ["ListQueryExecutions"] = queries.List,
        ["GetQueryResults"] = queries.Results,
        ["StopQueryExecution"] = queries.Stop,
        ["CreateWorkGroup"] = groups.Create,
        ["UpdateWorkGroup"] = groups.Update,
        ["DeleteWorkGroup"] = groups.Delete,
        ["GetWorkGroup"] = groups.Get,
        ["ListWorkGroups"] = _ => groups.List(),
        ["ListDatabases"] = _ => catalog.ListDatabases(),
        ["GetDatabase"] = catalog.GetDatabase,
        ["GetTableMetadata"] = catalog.GetTable,
        ["ListTableMetadata"] = catalog.ListTables,
    };

    public string Name => "athena";

    public string OperationOf(AwsRequest request) => JsonRpc.OperationOf(request);

    public async Task AnswerAsync(AwsRequest request, string operation)
    {
        if (!_operations.TryGetValue(operation, out var answer)) throw JsonErrors.Unknown(operation);
        await JsonRpc.WriteAsync(request, JsonErrors.ContentType, answer(await JsonRpc.ReadAsync(request)));
    }

    public Task WriteErrorAsync(AwsRequest request, AwsException error)
    {
        var document = new JsonObject { ["__type"] = error.Code };
        foreach (var (name, value) in error.Details) document[name] = value;
        // Athena's own errors say Message, those of the layer before it say message; SDKs read both.
        document[error.Details.Count > 0 ? "Message" : "message"] = error.Message;
        return JsonRpc.WriteAsync(request, JsonErrors.ContentType, document, error.Status);
    }

    public AwsException Throttled() => new(400, "ThrottlingException", "Rate exceeded");

    public AwsException Refused(AwsException signature) => JsonErrors.Refused(signature);
}
