using System.Text.Json;

namespace FlowOptics.AppHost.Tests.Manifest;

/// <summary>The part of JSON Schema that our schema of Aspire's manifest uses: type, const, enum, required, properties, additionalProperties, items, oneOf, $ref.</summary>
internal sealed class SchemaCheck(JsonElement schema)
{
    /// <returns>What is wrong, with the place; nothing where all is right.</returns>
    public IReadOnlyList<string> Problems(JsonElement value) => [.. Problems(value, schema, "$")];

    private IEnumerable<string> Problems(JsonElement value, JsonElement rule, string at)
    {
        if (rule.TryGetProperty("$ref", out var reference))
        {
            // "#/definitions/env"
            rule = schema.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (rule.TryGetProperty("type", out var type) && !IsOf(value, type.GetString()!)) return [$"{at} is {value.ValueKind}, not {type}"];
        if (rule.TryGetProperty("const", out var constant) && value.ToString() != constant.ToString()) return [$"{at} is '{value}', not '{constant}'"];
        if (rule.TryGetProperty("enum", out var choices) && choices.EnumerateArray().All(choice => choice.ToString() != value.ToString())) return [$"{at} is '{value}', none of {choices}"];
        if (rule.TryGetProperty("oneOf", out var ways)) return OneOf(value, ways, at);
        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, rule, at),
            JsonValueKind.Array when rule.TryGetProperty("items", out var items) => value.EnumerateArray().SelectMany((item, i) => Problems(item, items, $"{at}[{i}]")),
            _ => [],
        };
    }

    private IEnumerable<string> OneOf(JsonElement value, JsonElement ways, string at)
    {
        var problems = ways.EnumerateArray().Select(way => Problems(value, way, at).ToArray()).ToArray();
        return problems.Count(found => found.Length == 0) == 1 ? [] : [$"{at} is none, or several, of {ways.GetArrayLength()} kinds: {string.Join("; ", problems.Select(found => found.FirstOrDefault() ?? "fits"))}"];
    }

    private IEnumerable<string> OfObject(JsonElement value, JsonElement rule, string at)
    {
        if (rule.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!))
            {
                if (!value.TryGetProperty(name, out _)) yield return $"{at} has no '{name}'";
            }
        }

        var known = rule.TryGetProperty("properties", out var properties);
        var others = rule.TryGetProperty("additionalProperties", out var additional);
        foreach (var member in value.EnumerateObject())
        {
            var place = $"{at}.{member.Name}";
            if (known && properties.TryGetProperty(member.Name, out var own))
            {
                foreach (var problem in Problems(member.Value, own, place)) yield return problem;
            }
            else if (others && additional.ValueKind == JsonValueKind.False)
            {
                yield return $"{place} is not expected";
            }
            else if (others && additional.ValueKind == JsonValueKind.Object)
            {
                foreach (var problem in Problems(member.Value, additional, place)) yield return problem;
            }
        }
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        _ => throw new NotSupportedException($"The schema says type '{type}'."),
    };
}
