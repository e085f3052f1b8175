using System.Globalization;
using System.Text.Json;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>
/// The schemas of an OpenAPI document, as far as the API's has them. Stricter than JSON Schema: a field that the schema does not name is a fault, and a keyword that is not known here too, so
/// that nothing passes unlooked at.
/// </summary>
internal sealed class JsonSchema(JsonElement document)
{
    /// <returns>What does not fit, each with its place; empty where all does.</returns>
    public IReadOnlyList<string> Check(JsonElement value, JsonElement schema)
    {
        var faults = new List<string>();
        Check(value, schema, "$", faults);
        return faults;
    }

    /// <summary>A named schema.</summary>
    public JsonElement this[string component] => document.GetProperty("components").GetProperty("schemas").GetProperty(component);

    private void Check(JsonElement value, JsonElement schema, string place, List<string> faults)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "$ref":
                    Check(value, this[keyword.Value.GetString()!["#/components/schemas/".Length..]], place, faults);
                    break;
                case "oneOf":
                    if (keyword.Value.EnumerateArray().Count(choice => Check(value, choice).Count == 0) != 1) faults.Add($"{place} is {Short(value)}, which fits not one of {Short(keyword.Value)}");
                    break;
                case "type":
                    var types = keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Select(type => type.GetString()!) : [keyword.Value.GetString()!];
                    if (!types.Any(type => IsOf(value, type))) faults.Add($"{place} is {Short(value)}, which is no {keyword.Value}");
                    break;
                case "enum":
                    if (!keyword.Value.EnumerateArray().Any(choice => choice.GetString() == (value.ValueKind == JsonValueKind.String ? value.GetString() : null))) faults.Add($"{place} is {Short(value)}, which is none of {keyword.Value}");
                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    foreach (var name in keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _))) faults.Add($"{place} has no {name}");
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    var i = 0;
                    foreach (var item in value.EnumerateArray()) Check(item, keyword.Value, $"{place}[{i++}]", faults);
                    break;
                case "format" when value.ValueKind == JsonValueKind.String && keyword.Value.GetString() == "date-time":
                    if (!DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _)) faults.Add($"{place} is {value}, which is no time");
                    break;
                case "properties" or "additionalProperties" or "required" or "items" or "format" or "description" or "default":
                    break;
                default:
                    throw new NotSupportedException($"'{keyword.Name}' of {Short(schema)}: let {nameof(JsonSchema)} check it");
            }
        }

        if (value.ValueKind == JsonValueKind.Object && !schema.TryGetProperty("$ref", out _) && !schema.TryGetProperty("oneOf", out _)) CheckFields(value, schema, place, faults);
    }

    private void CheckFields(JsonElement value, JsonElement schema, string place, List<string> faults)
    {
        foreach (var field in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(field.Name, out var declared)) Check(field.Value, declared, $"{place}.{field.Name}", faults);
            else if (schema.TryGetProperty("additionalProperties", out var any)) Check(field.Value, any, $"{place}.{field.Name}", faults);
            else faults.Add($"{place} has {field.Name}, which its schema has not");
        }
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 120 } text ? text[..120] + "…" : value.GetRawText();
}
