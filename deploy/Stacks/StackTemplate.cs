using System.Text.Json.Nodes;

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

    public string? Explain(string parameter) => (string?)_root[nameof(Parameters)]![parameter]?[nameof(Description)];

    private static string Read(string name)
    {
        using var stream = typeof(StackTemplate).Assembly.GetManifestResourceStream(name + ".json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
