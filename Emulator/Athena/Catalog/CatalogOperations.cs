using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Athena.Catalog;

/// <summary>What Athena's API says of the catalogue.</summary>
internal sealed class CatalogOperations(TableCatalog catalog)
{
    public JsonObject ListDatabases() =>
        new() { ["DatabaseList"] = new JsonArray([.. catalog.Databases.Select(name => new JsonObject { ["Name"] = name })]) };

    public JsonObject GetDatabase(JsonObject document)
    {
        var name = document.Text("DatabaseName") ?? "";
        if (!catalog.HasDatabase(name)) throw Missing($"EntityNotFoundException: Database {name} not found.");
        return new JsonObject { ["Database"] = new JsonObject { ["Name"] = name } };
    }

    public JsonObject GetTable(JsonObject document)
    {
        var (database, name) = (document.Text("DatabaseName") ?? "", (document.Text("TableName") ?? "").ToLowerInvariant());
        return new JsonObject
        {
            ["TableMetadata"] = Describe(catalog.Find(database, name)
            ?? throw Missing($"EntityNotFoundException: Entity Not Found: {database}.{name}"))
        };
    }

    public JsonObject ListTables(JsonObject document)
    {
        var database = document.Text("DatabaseName") ?? "";
        if (!catalog.HasDatabase(database)) throw Missing($"EntityNotFoundException: Database {database} not found.");
        return new JsonObject { ["TableMetadataList"] = new JsonArray([.. catalog.Tables(database).Select(Describe)]) };
    }

    private static JsonObject Describe(TableDefinition table)
    {
        var parameters = new JsonObject { ["EXTERNAL"] = "TRUE", ["location"] = table.Location.TrimEnd('/') };
        foreach (var (name, value) in table.Properties) parameters[name] = value;
        return new JsonObject
        {
            ["Name"] = table.Name,
            ["CreateTime"] = table.Created.ToUnixTimeMilliseconds() / 1000.0,
            ["TableType"] = "EXTERNAL_TABLE",
            ["Columns"] = Columns(table.Columns),
            ["PartitionKeys"] = Columns(table.PartitionColumns),
            ["Parameters"] = parameters,
        };
    }

    private static JsonArray Columns(IEnumerable<ColumnDefinition> columns) => new([.. columns.Select(column =>
    {
        var described = new JsonObject { ["Name"] = column.Name, ["Type"] = column.Type };
        if (column.Comment is not null) described["Comment"] = column.Comment;
        return described;
    })]);

    private static AwsException Missing(string message) => new(400, "MetadataException", message, ("AthenaErrorCode", "METADATA_NOT_FOUND"));
}
