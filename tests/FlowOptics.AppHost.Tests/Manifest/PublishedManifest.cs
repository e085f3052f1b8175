using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlowOptics.AppHost.Tests.Manifest;

/// <summary>The manifest that the built AppHost writes of a mode.</summary>
internal sealed partial class PublishedManifest
{
    private readonly JsonElement _resources;

    private PublishedManifest(string text)
    {
        Text = text;
        Root = JsonDocument.Parse(text).RootElement;
        _resources = Root.GetProperty("resources");
    }

    public string Text { get; }

    public JsonElement Root { get; }

    public IEnumerable<JsonProperty> Resources => _resources.EnumerateObject();

    /// <summary>Those that run, in the model's order.</summary>
    public IEnumerable<JsonProperty> Programs => Resources.Where(resource => TypeOf(resource).Split('.')[0] is "project" or "container" or "executable");

    public static async Task<PublishedManifest> WriteAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("manifest-");
        var path = Path.Combine(folder.FullName, "aspire-manifest.json");
        var (exitCode, output, error) = await AppHostProcess.RunAsync(["--publisher", "manifest", "--output-path", path, .. options]);
        Assert.Equal((0, $"The manifest is at {path}\n", ""), (exitCode, output, error));
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        return new PublishedManifest(text);
    }

    public static string TypeOf(JsonProperty resource) => resource.Value.GetProperty("type").GetString()!;

    public JsonElement? Find(string name) => _resources.TryGetProperty(name, out var resource) ? resource : null;

    /// <summary>What a resource is given, by name; texts with expressions in them.</summary>
    public static IReadOnlyDictionary<string, string> Environment(JsonElement resource) => resource.TryGetProperty("env", out var variables)
        ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!, StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The expressions in a text: <c>{broker.bindings.mqtt.port}</c> as its parts.</summary>
    public static IEnumerable<string[]> Expressions(string text) => Expression().Matches(text).Select(match => match.Groups["path"].Value.Split('.'));

    /// <summary>Whether an expression names something that the manifest has.</summary>
    public bool Resolves(string[] path) => Find(path[0]) is { } resource && path[1..] switch
    {
        ["bindings", var binding, "url" or "host" or "port" or "targetPort" or "hostAndPort" or "scheme"] => resource.GetProperty("bindings").TryGetProperty(binding, out _),
        ["inputs", var input] => resource.GetProperty("inputs").TryGetProperty(input, out _),
        ["value"] => resource.TryGetProperty("value", out _),
        ["connectionString"] => resource.TryGetProperty("connectionString", out _),
        _ => false,
    };

    [GeneratedRegex(@"\{(?<path>[^{}]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression();
}
