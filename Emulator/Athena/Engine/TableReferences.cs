using System.Text.Json.Nodes;
using FlowOptics.Emulator.Athena.Catalog;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>Finds the tables that a tree reads, with the conditions that say which partitions are needed.</summary>
internal sealed class TableReferences(TableCatalog catalog, string sql, string database)
{
    private readonly List<TableReference> _found = [];

    /// <exception cref="QueryFailure">A table or a database does not exist.</exception>
    public IReadOnlyList<TableReference> In(JsonObject select)
    {
        Visit(select, []);
        return _found;
    }

    private void Visit(JsonNode? node, HashSet<string> known)
    {
        switch (node)
        {
            case JsonObject one:
                var names = known;
                if (one["cte_map"]?["map"] is JsonArray { Count: > 0 } ctes)
                {
                    names = [.. known];
                    foreach (var cte in ctes) names.Add(cte!["key"]!.GetValue<string>().ToLowerInvariant());
                }

                if (one.Value("type") == "SELECT_NODE") VisitTables(one["from_table"], one["where_clause"] as JsonObject, names);
                foreach (var (_, child) in one) Visit(child, names);
                break;
            case JsonArray many:
                foreach (var child in many) Visit(child, known);
                break;
            default:
                break;
        }
    }

    private void VisitTables(JsonNode? from, JsonObject? where, HashSet<string> known)
    {
        if (from is not JsonObject table) return;
        if (table.Value("type") == "JOIN")
        {
            // Of an outer join's inner side a condition in WHERE still holds for each row that is left.
            VisitTables(table["left"], where, known);
            VisitTables(table["right"], where, known);
        }
        else if (table.Value("type") == "TABLE_FUNCTION")
        {
            var name = table["function"]?.AsObject().Value("function_name") ?? "";
            if (name is not ("unnest" or "generate_series"))
                throw QueryFailure.At("FUNCTION_NOT_FOUND", sql, table.Offset(), $"Table function '{name}' not registered");
        }
        else if (table.Value("type") == "BASE_TABLE")
        {
            Add(table, where, known);
        }
    }

    private void Add(JsonObject node, JsonObject? where, HashSet<string> known)
    {
        var schema = node.Value("schema_name").ToLowerInvariant();
        var name = node.Value("table_name").ToLowerInvariant();
        if (schema.Length == 0 && known.Contains(name)) return;
        if (schema.Length == 0) schema = database;
        if (node.Value("catalog_name").ToLowerInvariant() is { Length: > 0 } source && source != "awsdatacatalog")
            throw QueryFailure.At("CATALOG_NOT_FOUND", sql, node.Offset(), $"Catalog '{source}' not found");
        if (schema == "information_schema") return;
        if (!catalog.HasDatabase(schema)) throw QueryFailure.At("SCHEMA_NOT_FOUND", sql, node.Offset(), $"Schema '{schema}' does not exist");
        var table = catalog.Find(schema, name)
            ?? throw QueryFailure.At("TABLE_NOT_FOUND", sql, node.Offset(), $"Table 'awsdatacatalog.{schema}.{name}' does not exist");
        var alias = node.Value("alias") is { Length: > 0 } given ? given : name;
        _found.Add(new TableReference(node, table, alias, [.. Conjuncts(where).Where(each => IsOfPartitions(each, table, alias))]));
    }

    private static IEnumerable<JsonObject> Conjuncts(JsonObject? condition)
    {
        if (condition is null) return [];
        return condition.Value("type") == "CONJUNCTION_AND"
            ? condition["children"]!.AsArray().OfType<JsonObject>().SelectMany(Conjuncts)
            : [condition];
    }

    private static bool IsOfPartitions(JsonObject condition, TableDefinition table, string alias)
    {
        var any = false;
        foreach (var node in SqlTree.All(condition))
        {
            if (node.IsClass("SUBQUERY")) return false;
            if (!node.IsColumn()) continue;
            var names = node.ColumnNames();
            if (!table.PartitionColumns.Any(column => column.Name.Equals(names[^1], StringComparison.OrdinalIgnoreCase))) return false;
            if (names.Length > 1 && !names[^2].Equals(alias, StringComparison.OrdinalIgnoreCase)) return false;
            any = true;
        }

        return any;
    }
}
