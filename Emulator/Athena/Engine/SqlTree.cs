using System.Text.Json.Nodes;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>
/// A SELECT as DuckDB's parser reads it, and back. Trino's syntax is close enough to its own for what asks a table; what differs (functions, casts,
/// names of tables) is changed in the tree, so that no text of a client's ever becomes SQL but through a parser.
/// </summary>
internal static class SqlTree
{
    /// <summary>Reads one SELECT.</summary>
    /// <returns>Its outermost node.</returns>
    /// <exception cref="Gateway.AwsException">It is none; Athena refuses such a text before it begins.</exception>
    public static JsonObject Parse(DuckDbConnection connection, string sql)
    {
        using var statement = connection.Prepare("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR");
        statement.Bind(1, sql);
        using var result = statement.Execute();
        var document = JsonNode.Parse((string)result.ToRows()[0][0]!)!.AsObject();
        if (document["error"]!.GetValue<bool>())
        {
            var place = QueryFailure.Place(sql,
                long.TryParse(document["position"]?.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var offset) ? offset : 0);
            throw AthenaErrors.Malformed($"{place}: mismatched input. {document["error_message"]}");
        }

        var statements = document["statements"]!.AsArray();
        if (statements.Count != 1) throw AthenaErrors.Malformed("Only one sql statement is allowed. Got: " + statements.Count);
        return statements[0]!["node"]!.AsObject();
    }

    /// <summary>The SQL of a node, in DuckDB's words.</summary>
    public static string Text(DuckDbConnection connection, JsonObject node)
    {
        var document = new JsonObject
        {
            ["error"] = false,
            ["statements"] = new JsonArray(new JsonObject { ["node"] = node.DeepClone(), ["named_param_map"] = new JsonArray() })
        };
        using var statement = connection.Prepare("SELECT json_deserialize_sql(?::JSON)");
        statement.Bind(1, document.ToJsonString());
        using var result = statement.Execute();
        return (string)result.ToRows()[0][0]!;
    }

    /// <summary>A node and all below it.</summary>
    public static IEnumerable<JsonObject> All(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject one:
                yield return one;
                foreach (var (_, child) in one)
                {
                    foreach (var each in All(child)) yield return each;
                }

                break;
            case JsonArray many:
                foreach (var child in many)
                {
                    foreach (var each in All(child)) yield return each;
                }

                break;
            default:
                break;
        }
    }

    public static string Value(this JsonObject node, string name) =>
        node[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static bool IsClass(this JsonObject node, string name) => node.Value("class") == name;

    /// <summary>A column; to the parser the words for the present time are columns too.</summary>
    public static bool IsColumn(this JsonObject node) =>
        node.IsClass("COLUMN_REF")
            && (node.ColumnNames() is not [var name] || name.ToLowerInvariant() is not ("current_date" or "current_timestamp" or "localtimestamp"));

    /// <summary>Where it stands in the text; -1 where the parser made it.</summary>
    public static long Offset(this JsonObject node) =>
        node["query_location"] is JsonValue value && value.TryGetValue<long>(out var offset) ? offset : -1;

    public static string[] ColumnNames(this JsonObject column) => [.. column["column_names"]!.AsArray().Select(name => name!.GetValue<string>())];

    public static JsonObject Function(string name, params JsonNode[] children) => new()
    {
        ["class"] = "FUNCTION",
        ["type"] = "FUNCTION",
        ["alias"] = "",
        ["query_location"] = 0,
        ["function_name"] = name,
        ["schema"] = "",
        ["children"] = new JsonArray([.. children.Select(child => child.DeepClone())]),
        ["filter"] = null,
        ["order_bys"] = new JsonObject { ["type"] = "ORDER_MODIFIER", ["orders"] = new JsonArray() },
        ["distinct"] = false,
        ["is_operator"] = false,
        ["export_state"] = false,
        ["catalog"] = "",
    };
}
