using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowOptics.Deploy.Stacks;

namespace FlowOptics.Deploy.Commands;

/// <summary>What the person has decided: parameters of the templates, by name. From a file, from the environment (<c>FLOWOPTICS_DOMAINNAME</c>, as <c>azd env set</c> gives it), and from <c>--set</c>, each over the one before.</summary>
internal sealed class Settings
{
    public const string DefaultFile = "flowoptics.deploy.json";
    private const string Prefix = "FLOWOPTICS_";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string Name => _values.GetValueOrDefault(nameof(Name), "flowoptics");

    public string? this[string parameter] => _values.GetValueOrDefault(parameter);

    public IEnumerable<(string Name, string Value)> Decided => _values.Select(one => (one.Key, one.Value));

    public string StackOf(StackTemplate template) => $"{Name}-{template.Name}";

    /// <param name="file">Null: <see cref="DefaultFile"/>, where there is one.</param>
    /// <exception cref="DeployException">A name is no parameter, or the file is none.</exception>
    public static Settings Read(string? file, IDictionary environment, IEnumerable<string> assignments)
    {
        var settings = new Settings();
        var known = StackTemplate.InOrder.SelectMany(template => template.Parameters).ToHashSet(StringComparer.OrdinalIgnoreCase);
        void Set(string name, string value, string from)
        {
            if (!known.TryGetValue(name, out var parameter)) throw new DeployException($"{from}: there is no parameter '{name}'; deploy/templates has those that there are");
            settings._values[parameter] = value;
        }

        if (file is not null || File.Exists(DefaultFile))
        {
            foreach (var (name, value) in ReadFile(file ?? DefaultFile)) Set(name, value?.ToString() ?? "", file ?? DefaultFile);
        }

        foreach (DictionaryEntry variable in environment)
        {
            // Others have variables of this beginning too (tests, the build): only parameters count.
            var name = (string)variable.Key;
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && known.Contains(name[Prefix.Length..])) Set(name[Prefix.Length..], (string?)variable.Value ?? "", name);
        }

        foreach (var assignment in assignments)
        {
            var parts = assignment.Split('=', 2);
            if (parts.Length != 2) throw new DeployException($"--set {assignment}: give Name=value, as --set DomainName=flowoptics.example.com");
            Set(parts[0], parts[1], "--set");
        }

        return settings;
    }

    /// <summary>A stack's parameters: what was decided, over what earlier stacks have put out. What neither has, the template's default says.</summary>
    public Dictionary<string, string> ParametersOf(StackTemplate template, IReadOnlyDictionary<string, string> outputs)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in template.Parameters)
        {
            if (_values.TryGetValue(name, out var value) || outputs.TryGetValue(name, out value)) parameters[name] = value;
        }

        return parameters;
    }

    /// <exception cref="DeployException">Something that only a person knows is missing, or is what CloudFormation would refuse.</exception>
    public void RequireDecisions(IReadOnlyCollection<StackTemplate> templates)
    {
        var known = StackTemplate.InOrder.SelectMany(template => template.Outputs).Append("ImageTag").ToHashSet(StringComparer.Ordinal);
        var missing = templates.SelectMany(template => template.Required.Where(name => !known.Contains(name) && !_values.ContainsKey(name))
            .Select(name => $"  {name}: {template.Explain(name) ?? $"of {template.Name}"}")).Distinct().ToList();
        if (missing.Count > 0) throw new DeployException($"these are yours to say, in {DefaultFile} or by --set:\n{string.Join('\n', missing)}");
        var wrong = _values.SelectMany(one => templates.Select(template => template.Refusal(one.Key, one.Value)).OfType<string>().Take(1).Select(rule => $"  {one.Key} is '{one.Value}': it must be {rule}")).ToList();
        if (wrong.Count > 0) throw new DeployException($"these cannot be:\n{string.Join('\n', wrong)}");
    }

    private static JsonObject ReadFile(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file), documentOptions: new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
                ?? throw new DeployException($"{file} is no JSON object");
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new DeployException($"{file} cannot be read: {e.Message}", e);
        }
    }
}
