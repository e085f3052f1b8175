using System.Text.Json.Nodes;
using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary><c>information_schema.columns</c> and <c>.tables</c>: what the catalogue knows, not what DuckDB does.</summary>
internal static class InformationSchema
{
    /// <exception cref="QueryFailure">Another table of it is asked for.</exception>
    public static void Provide(DuckDbConnection connection, JsonObject select, TableCatalog catalog, string sql)
    {
        foreach (var node in SqlTree.All(select).Where(node => node.Value("type") == "BASE_TABLE" && node.Value("schema_name")
            .Equals("information_schema", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            var name = node.Value("table_name").ToLowerInvariant();
            if (name is not ("columns" or "tables" or "schemata"))
                throw QueryFailure.At("TABLE_NOT_FOUND", sql, node.Offset(), $"Table 'awsdatacatalog.information_schema.{name}' does not exist");
            if (node.Value("alias").Length == 0) node["alias"] = name;
            node["schema_name"] = "";
            node["catalog_name"] = "";
            node["table_name"] = "emulator_" + name;
            Create(connection, name, catalog);
        }
    }

    private static void Create(DuckDbConnection connection, string name, TableCatalog catalog)
    {
        var columns = name switch
        {
            "columns" =>
                "table_catalog VARCHAR, table_schema VARCHAR, table_name VARCHAR, column_name VARCHAR, ordinal_position BIGINT, is_nullable VARCHAR, data_type VARCHAR",
            "tables" => "table_catalog VARCHAR, table_schema VARCHAR, table_name VARCHAR, table_type VARCHAR",
            _ => "catalog_name VARCHAR, schema_name VARCHAR",
        };
        connection.Execute($"CREATE TEMP TABLE IF NOT EXISTS emulator_{name}({columns})");
        connection.Execute($"DELETE FROM emulator_{name}");
        foreach (var database in catalog.Databases)
        {
            if (name == "schemata") Insert(connection, name, "awsdatacatalog", database);
            foreach (var table in catalog.Tables(database))
            {
                if (name == "tables") Insert(connection, name, "awsdatacatalog", database, table.Name, "BASE TABLE");
                foreach (var (position, column) in table.Columns.Concat(table.PartitionColumns).Index())
                {
                    if (name == "columns")
                        Insert(connection, name, "awsdatacatalog", database, table.Name, column.Name, $"{position + 1}", "YES",
                            TrinoType(column.Type));
                }
            }
        }
    }

    private static string TrinoType(string hive) => hive switch
    {
        "string" => "varchar",
        "int" => "integer",
        "float" => "real",
        "timestamp" => "timestamp(3)",
        _ => hive,
    };

    private static void Insert(DuckDbConnection connection, string name, params ReadOnlySpan<string> values)
    {
        using var insert = connection.Prepare($"INSERT INTO emulator_{name} VALUES ({string.Join(", ", Enumerable.Repeat("?", values.Length))})");
        for (var i = 0; i < values.Length; i++) insert.Bind(i + 1, values[i]);
        insert.ExecuteNonQuery();
    }
}
