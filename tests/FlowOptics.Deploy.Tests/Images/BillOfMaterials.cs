using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowOptics.Deploy.Tests.Images;

/// <summary>An image's bill of materials, against CycloneDX's rules (https://cyclonedx.org/docs/1.6/json/), the lock files, and what really lies beside it.</summary>
internal static partial class BillOfMaterials
{
    private static readonly string[] Types = ["container", "data", "library"];

    public static void Check(string project, string folder)
    {
        var bill = JsonNode.Parse(File.ReadAllText(Path.Join(folder, "sbom.cdx.json")))!;
        Assert.Equal(("CycloneDX", "1.6", 1), ((string?)bill["bomFormat"], (string?)bill["specVersion"], (int)bill["version"]!));
        Assert.Equal(("application", "FlowOptics." + project), ((string?)bill["metadata"]!["component"]!["type"], (string?)bill["metadata"]!["component"]!["name"]));
        var components = bill["components"]!.AsArray().Select(component => component!.AsObject()).ToList();
        Assert.All(components, IsSound);
        // Each is named once, and the service depends on all.
        var references = components.Select(component => (string)component["bom-ref"]!).ToList();
        Assert.Equal(references.Distinct(StringComparer.Ordinal), references);
        Assert.Equal(references, Assert.Single(bill["dependencies"]!.AsArray())!["dependsOn"]!.AsArray().Select(reference => (string)reference!));
        Assert.Contains("mcr.microsoft.com/dotnet/aspnet", components.Where(component => (string?)component["type"] == "container").Select(component => (string?)component["name"]));

        // With the versions and hashes that are locked.
        var nuget = Locked(project);
        var npm = JsonNode.Parse(Repository.Read("package-lock.json"))!["packages"]!;
        Assert.All(components.Where(component => (string?)component["type"] != "container"), component =>
        {
            var (name, version, hash) = ((string)component["name"]!, (string?)component["version"], (string)component["hashes"]![0]!["content"]!);
            var (lockedVersion, integrity) = ((string)component["purl"]!).StartsWith("pkg:nuget/", StringComparison.Ordinal) ? nuget[name] : ((string?)npm[$"node_modules/{name}"]!["version"], ((string)npm[$"node_modules/{name}"]!["integrity"]!)["sha512-".Length..]);
            Assert.Equal((name, lockedVersion, integrity), (name, version, Convert.ToBase64String(Convert.FromHexString(hash))));
        });

        // Nothing lies there that it does not name.
        var names = components.Select(component => (string)component["name"]!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var there = Directory.EnumerateFiles(folder, "*.dll").Select(file => Path.GetFileNameWithoutExtension(file)).Where(file => !file.StartsWith("FlowOptics.", StringComparison.Ordinal)).Concat(NpmFolders(Path.Join(folder, "node_modules")));
        if (Directory.Exists(Repository.PathOf($"{project}/ClientApp"))) there = there.Concat(Imports($"{project}/ClientApp/src")).Concat(Imports("libs/Shared/page"));
        Assert.Equal([], there.Except(names, StringComparer.OrdinalIgnoreCase));
    }

    private static void IsSound(JsonObject component)
    {
        Assert.Contains((string?)component["type"], Types);
        Assert.Matches("^pkg:(nuget|npm|docker)/[^@]+@[^@?]+([?]repository_url=[a-z.]+)?$", (string?)component["purl"]);
        Assert.False(string.IsNullOrEmpty((string?)component["name"]) || string.IsNullOrEmpty((string?)component["version"]));
        foreach (var hash in component["hashes"]?.AsArray() ?? [])
        {
            Assert.Equal("SHA-512", (string?)hash!["alg"]);
            Assert.Matches("^[0-9a-f]{128}$", (string?)hash["content"]);
        }

        // An id of SPDX's, or a name; or one expression.
        foreach (var license in component["licenses"]?.AsArray() ?? []) Assert.True(license!["expression"] is not null ^ (license["license"]?["id"] ?? license["license"]?["name"]) is not null);
    }

    private static Dictionary<string, (string? Version, string Hash)> Locked(string project) => JsonNode.Parse(Repository.Read($"{project}/packages.lock.json"))!["dependencies"]!.AsObject().First().Value!.AsObject()
        .Where(package => package.Value!["contentHash"] is not null)
        .ToDictionary(package => package.Key, package => ((string?)package.Value!["resolved"], (string)package.Value!["contentHash"]!), StringComparer.OrdinalIgnoreCase);

    // duckdb, or @duckdb/node-bindings
    private static IEnumerable<string> NpmFolders(string folder) => !Directory.Exists(folder) ? []
        : Directory.EnumerateDirectories(folder).SelectMany(one => Path.GetFileName(one) is ['@', ..] scope ? Directory.EnumerateDirectories(one).Select(package => $"{scope}/{Path.GetFileName(package)}") : [Path.GetFileName(one)]);

    private static IEnumerable<string> Imports(string folder) => Directory.EnumerateFiles(Repository.PathOf(folder), "*.*", SearchOption.AllDirectories)
        .Where(file => (file.EndsWith(".ts", StringComparison.Ordinal) || file.EndsWith(".svelte", StringComparison.Ordinal)) && !file.EndsWith(".test.ts", StringComparison.Ordinal))
        .SelectMany(file => Import().Matches(File.ReadAllText(file)).Select(match => match.Groups["package"].Value));

    // import { geoPath } from 'd3-geo'; but no types, which are gone in what is built
    [GeneratedRegex("""^import (?!type )[^;]*? from '(?<package>@[a-z-]+/[a-z0-9-]+|[a-z][a-z0-9-]*)(/[^']*)?'""", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Import();
}
