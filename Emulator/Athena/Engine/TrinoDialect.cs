using System.Text.Json.Nodes;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>Changes Trino's functions, casts and parameters in a tree into DuckDB's.</summary>
internal sealed class TrinoDialect(DuckDbConnection connection, string sql, IReadOnlyList<string> parameters)
{
    private static readonly HashSet<string> Addresses = new(["trino_ip", "trino_try_ip"], StringComparer.Ordinal);
    private int _used;

    /// <exception cref="QueryFailure">A function that Trino does not have, or a wrong number of parameters.</exception>
    public void Apply(JsonObject select)
    {
        _used = SqlTree.All(select).Count(node => node.IsClass("PARAMETER"));
        if (_used != parameters.Count)
            throw new QueryFailure("INVALID_PARAMETER_USAGE",
                $"line 1:1: Incorrect number of parameters: expected {_used} but found {parameters.Count}");
        Walk(select);
        NameColumns(select);
    }

    // Children first: what a cast or a function is given decides about it.
    private void Walk(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject one:
                foreach (var name in one.Select(pair => pair.Key).ToList())
                {
                    Walk(one[name]);
                    if (one[name] is JsonObject child && Replace(child) is { } replaced) one[name] = Named(replaced, child);
                }

                break;
            case JsonArray many:
                for (var i = 0; i < many.Count; i++)
                {
                    Walk(many[i]);
                    if (many[i] is JsonObject child && Replace(child) is { } replaced) many[i] = Named(replaced, child);
                }

                break;
            default:
                break;
        }
    }

    private static JsonObject Named(JsonObject replaced, JsonObject before)
    {
        if (before.Value("alias") is { Length: > 0 } alias) replaced["alias"] = alias;
        return replaced;
    }

    private JsonObject? Replace(JsonObject node)
    {
        switch (node.Value("class"))
        {
            case "PARAMETER":
                return Parameter(int.Parse(node.Value("identifier"), System.Globalization.CultureInfo.InvariantCulture));
            case "CAST":
                return Cast(node);
            case "CONSTANT":
                return AsDouble(node);
            case "FUNCTION":
            case "WINDOW":
                Rename(node);
                return null;
            default:
                return null;
        }
    }

    private JsonObject Parameter(int number)
    {
        var text = parameters[number - 1];
        JsonObject select;
        try
        {
            select = SqlTree.Parse(connection, "SELECT " + text);
        }
        catch (Gateway.AwsException)
        {
            throw new QueryFailure("INVALID_PARAMETER_USAGE", $"line 1:1: Parameter {number} is no literal: {text}. Texts need single quotes.");
        }

        var list = select["select_list"]!.AsArray();
        // One expression of literals: whatever else the text holds does not get in.
        if (list.Count != 1 || select["from_table"]!["type"]!.GetValue<string>() != "EMPTY" || select["where_clause"] is not null
            || select["modifiers"]!.AsArray().Count > 0
            || SqlTree.All(list[0]).Any(each => each.Value("class") is "COLUMN_REF" or "SUBQUERY" or "STAR" or "PARAMETER"))
        {
            throw new QueryFailure("INVALID_PARAMETER_USAGE", $"line 1:1: Parameter {number} is no literal: {text}. Texts need single quotes.");
        }

        var holder = new JsonObject { ["value"] = list[0]!.DeepClone() };
        Walk(holder);
        return holder["value"]!.DeepClone().AsObject();
    }

    // DuckDB writes 1.5E10 of the tree as 15000000000.0, which it would read as a decimal.
    private static JsonObject? AsDouble(JsonObject node) => node["value"]?["type"]?["id"]?.GetValue<string>() != "DOUBLE" ? null : new JsonObject
    {
        ["class"] = "CAST",
        ["type"] = "OPERATOR_CAST",
        ["alias"] = "",
        ["query_location"] = 0,
        ["child"] = node.DeepClone(),
        ["cast_type"] = new JsonObject { ["id"] = "DOUBLE", ["type_info"] = null },
        ["try_cast"] = false,
    };

    private static JsonObject? Cast(JsonObject node)
    {
        var child = node["child"]!;
        var isTry = node["try_cast"]!.GetValue<bool>();
        var target = node["cast_type"]!.AsObject();
        var name = target["type_info"] is JsonObject info && info.Value("name") is { Length: > 0 } user ? user : target.Value("id");
        switch (name.ToUpperInvariant())
        {
            case "IPADDRESS":
                return SqlTree.Function(isTry ? "trino_try_ip" : "trino_ip", child);
            case "IPPREFIX":
                target["id"] = "VARCHAR";
                target["type_info"] = null;
                return null;
            case "VARCHAR" when child is JsonObject function && Addresses.Contains(function.Value("function_name")):
                return SqlTree.Function("trino_ip_text", child);
            default:
                return null;
        }
    }

    private void Rename(JsonObject node)
    {
        var name = node.Value("function_name").ToLowerInvariant();
        if (name.Length == 0 || name.StartsWith("trino_", StringComparison.Ordinal)
            || (node["is_operator"] is JsonValue value && value.TryGetValue<bool>(out var isOperator) && isOperator))
            return;
        if (name == "contains" && IsNetwork(node))
        {
            node["function_name"] = "trino_contains";
            return;
        }

        if (name is "date_format" or "date_parse")
        {
            // DuckDB wants a format that is known beforehand.
            if (node["children"]?[1] is not JsonObject format || !format.IsClass("CONSTANT") || format["value"]?["value"] is not JsonValue text
                || !text.TryGetValue<string>(out var letters))
                throw QueryFailure.At("NOT_SUPPORTED", sql, node.Offset(), $"The emulator needs a literal as the format of {name}");
            format["value"]!["value"] = TrinoFunctions.TimeFormat(letters);
        }

        node["function_name"] = TrinoFunctions.Of(name)
            ?? throw QueryFailure.At("FUNCTION_NOT_FOUND", sql, node.Offset(), $"Function '{name}' not registered");
    }

    // contains(network, address) has the name of contains(array, element).
    private static bool IsNetwork(JsonObject node) => node["children"] is JsonArray { Count: 2 } children
        && children[1] is JsonObject address && Addresses.Contains(address.Value("function_name"));

    /// <summary>Columns without a name are _col0, _col1, …</summary>
    private static void NameColumns(JsonObject select)
    {
        if (select.Value("type") == "SET_OPERATION_NODE")
        {
            foreach (var side in (string[])["left", "right"])
            {
                if (select[side] is JsonObject child) NameColumns(child);
            }

            foreach (var child in (select["children"] as JsonArray ?? []).OfType<JsonObject>()) NameColumns(child);
            return;
        }

        foreach (var (i, node) in (select["select_list"] as JsonArray ?? []).Index())
        {
            var column = node!.AsObject();
            if (column.Value("alias").Length > 0 || column.Value("class") is "STAR" or "COLUMN_REF") continue;
            column["alias"] = $"_col{i}";
        }
    }
}
