using System.Text.Json.Nodes;
using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Emulator.Athena.Queries;
using FlowOptics.Emulator.Athena.WorkGroups;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Athena;

/// <summary>Athena's JSON protocol.</summary>
internal sealed class AthenaService : JsonService
{
    public AthenaService(QueryOperations queries, WorkGroupOperations groups,
        CatalogOperations catalog) => Operations = new Dictionary<string, JsonOperation>(StringComparer.Ordinal)
        {
            ["StartQueryExecution"] = (_, document) => queries.Start(document),
            ["GetQueryExecution"] = (_, document) => queries.Get(document),
            ["BatchGetQueryExecution"] = (_, document) => queries.GetMany(document),
            ["ListQueryExecutions"] = (_, document) => queries.List(document),
            ["GetQueryResults"] = (_, document) => queries.Results(document),
            ["StopQueryExecution"] = (_, document) => queries.Stop(document),
            ["CreateWorkGroup"] = (_, document) => groups.Create(document),
            ["UpdateWorkGroup"] = (_, document) => groups.Update(document),
            ["DeleteWorkGroup"] = (_, document) => groups.Delete(document),
            ["GetWorkGroup"] = (_, document) => groups.Get(document),
            ["ListWorkGroups"] = (_, _) => groups.List(),
            ["ListDatabases"] = (_, _) => catalog.ListDatabases(),
            ["GetDatabase"] = (_, document) => catalog.GetDatabase(document),
            ["GetTableMetadata"] = (_, document) => catalog.GetTable(document),
            ["ListTableMetadata"] = (_, document) => catalog.ListTables(document),
        };

    public override string Name => "athena";

    protected override IReadOnlyDictionary<string, JsonOperation> Operations { get; }

    public override Task WriteErrorAsync(AwsRequest request, AwsException error)
    {
        var document = new JsonObject { ["__type"] = error.Code };
        foreach (var (name, value) in error.Details) document[name] = value;
        // Athena's own errors say Message, those of the layer before it say message; SDKs read both.
        document[error.Details.Count > 0 ? "Message" : "message"] = error.Message;
        return JsonRpc.WriteAsync(request, JsonErrors.ContentType, document, error.Status);
    }

    public override AwsException Throttled() => new(400, "ThrottlingException", "Rate exceeded");
}
