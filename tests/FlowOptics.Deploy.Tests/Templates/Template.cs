using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowOptics.Deploy.Tests.Templates;

/// <summary>A CloudFormation template of deploy/templates, read strictly: a key that is there twice is an error.</summary>
internal sealed class Template
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private Template(string name)
    {
        Name = name;
        Text = Repository.Read($"deploy/templates/{name}.json");
        Root = JsonNode.Parse(Text, documentOptions: Strict)!.AsObject();
    }

    public static IReadOnlyList<Template> All { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("deploy/templates"), "*.json").Order(StringComparer.Ordinal).Select(file => new Template(Path.GetFileNameWithoutExtension(file)))];

    public string Name { get; }

    public string Text { get; }

    public JsonObject Root { get; }

    public IEnumerable<string> Parameters => Root[nameof(Parameters)]!.AsObject().Select(parameter => parameter.Key);

    public IEnumerable<string> Outputs => Root[nameof(Outputs)]!.AsObject().Select(output => output.Key);

    public static Template Of(string name) => All.Single(template => template.Name == name);

    /// <summary>The properties of the resources of a type, by name.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode>> OfType(string type) => Root["Resources"]!.AsObject()
        .Where(resource => (string?)resource.Value!["Type"] == type)
        .Select(resource => KeyValuePair.Create(resource.Key, resource.Value!["Properties"]!));

    public JsonNode Resource(string name) => Root["Resources"]![name]!["Properties"]!;

    /// <summary>All statements of policies, in the resource's own document and in those that a role has within it, whatever its conditions.</summary>
    public static IEnumerable<JsonObject> Statements(JsonNode? node) => node switch
    {
        JsonObject one when one["Effect"] is not null => [one],
        JsonObject many => many.SelectMany(member => Statements(member.Value)),
        JsonArray list => list.SelectMany(Statements),
        _ => [],
    };

    /// <summary>A text, or a list of them.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.SelectMany(Texts)],
        JsonValue value => [(string)value!],
        JsonObject reference => [reference.ToJsonString()],
        _ => [],
    };
}
