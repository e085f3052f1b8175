using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowOptics.AppHost.Tests.Manifest;

/// <summary>
/// Draws a manifest as mermaid does: programs as boxes, folders that several of them share as drums, an arrow from who is told an endpoint to whose it is,
/// with the endpoint's name and, where it is fixed, its port.
/// </summary>
internal static class Picture
{
    /// <summary>The variables that name shared folders, and what people call them.</summary>
    private static readonly (string Variable, string Name)[] Folders = [("FlowOptics__Bucket", "bucket")];

    public static string Of(PublishedManifest manifest)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var program in manifest.Programs) text.Append(CultureInfo.InvariantCulture, $"  {program.Name}[{program.Name}]\n");
        foreach (var (_, name) in Folders) text.Append(CultureInfo.InvariantCulture, $"  {name}[({name})]\n");
        if (manifest.Programs.Any(program => External(program.Value).Any())) text.Append("  browser([browser])\n");
        foreach (var program in manifest.Programs)
        {
            var environment = PublishedManifest.Environment(program.Value);
            foreach (var (other, binding) in Endpoints(program.Name, environment.Values).Distinct())
                text.Append(CultureInfo.InvariantCulture, $"  {program.Name} -->|{Label(manifest, other, binding)}| {other}\n");
            foreach (var (variable, name) in Folders.Where(folder => environment.ContainsKey(folder.Variable)))
                text.Append(CultureInfo.InvariantCulture, $"  {program.Name} --- {name}\n");
            foreach (var binding in External(program.Value))
                text.Append(CultureInfo.InvariantCulture, $"  browser -->|{Label(manifest, program.Name, binding)}| {program.Name}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Resource, string Binding)> Endpoints(string own, IEnumerable<string> values) => values
        .SelectMany(PublishedManifest.Expressions)
        .Where(path => path.Length == 4 && path[1] == "bindings" && path[0] != own)
        .Select(path => (path[0], path[2]));

    private static IEnumerable<string> External(JsonElement program) => program.TryGetProperty("bindings", out var bindings)
        ? bindings.EnumerateObject().Where(binding => binding.Value.TryGetProperty("external", out var external) && external.GetBoolean()).Select(binding => binding.Name)
        : [];

    private static string Label(PublishedManifest manifest, string resource, string binding) =>
        manifest.Find(resource)!.Value.GetProperty("bindings").GetProperty(binding).TryGetProperty("port", out var port) ? $"{binding} {port.GetInt32()}" : binding;
}
