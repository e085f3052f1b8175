using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowOptics.Deploy.Stacks;

/// <summary>One of deploy/templates, as it is built into the tool.</summary>
/// <param name="name">network, data, access, services, watch, cloudwatch-logs.</param>
internal sealed class StackTemplate(string name)
{
    private readonly JsonObject _root = JsonNode.Parse(Read(name))!.AsObject();

    /// <summary>In the order in which they are made: each takes what earlier ones have put out.</summary>
    public static IReadOnlyList<StackTemplate> InOrder { get; } = [new("network"), new("data"), new("access"), new("services"), new("watch"), new("cloudwatch-logs")];

    public string Name => name;

    /// <summary>Made only where it is asked for.</summary>
    public bool IsOptional => name == "cloudwatch-logs";

    /// <summary>Holds what cannot be made again.</summary>
    public bool HoldsData => name == "data";

    public string Description => (string)_root[nameof(Description)]!;

    public int ResourceCount => _root["Resources"]!.AsObject().Count;

    /// <summary>Without blanks: a request takes 51,200 bytes.</summary>
    public string Body => _root.ToJsonString();

    public IEnumerable<string> Parameters => _root[nameof(Parameters)]!.AsObject().Select(parameter => parameter.Key);

    /// <summary>Parameters without a default.</summary>
    public IEnumerable<string> Required => _root[nameof(Parameters)]!.AsObject().Where(parameter => parameter.Value!["Default"] is null).Select(parameter => parameter.Key);

    public IEnumerable<string> Outputs => _root[nameof(Outputs)]!.AsObject().Select(output => output.Key);

    public IEnumerable<JsonNode> ResourcesOf(string type) => _root["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["Type"] == type).Select(resource => resource.Value!["Properties"]!);

    /// <summary>A property's text: what stands there, or the parameter that it refers to, as it was decided or by default.</summary>
    public string Text(JsonNode property, Func<string, string?> decided) =>
        property is JsonObject reference && (string?)reference["Ref"] is { } parameter ? decided(parameter) ?? _root[nameof(Parameters)]![parameter]!["Default"]!.ToString() : property.ToString();

    /// <returns>What a parameter may be, where a value is something else; null: it is taken.</returns>
    public string? Refusal(string parameter, string value)
    {
        if (_root[nameof(Parameters)]![parameter] is not { } rule) return null;
        if (rule["AllowedValues"] is JsonArray values && !values.Any(one => one!.ToString() == value)) return $"one of {string.Join(", ", values.Select(one => one!.ToString()))}";
        if ((string?)rule["Type"] == "Number" && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) return "a number";
        return (string?)rule["AllowedPattern"] is { } pattern && !Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) ? $"as {pattern}" : null;
    }

    public string? Explain(string parameter) => (string?)_root[nameof(Parameters)]![parameter]?[nameof(Description)];

    private static string Read(string name)
    {
        using var stream = typeof(StackTemplate).Assembly.GetManifestResourceStream(name + ".json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
