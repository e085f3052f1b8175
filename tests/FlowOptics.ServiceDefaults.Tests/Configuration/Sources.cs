namespace FlowOptics.ServiceDefaults.Tests.Configuration;

/// <summary>The product's sources, for what is to be true of all of them.</summary>
internal static class Sources
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "tests", "bench"];

    public static string Root { get; } = FindRoot();

    /// <summary>The folders with a project.</summary>
    public static IEnumerable<string> Projects() => Directory.EnumerateDirectories(Root).Concat(Directory.EnumerateDirectories(Path.Join(Root, "libs")))
        .Where(folder => IsOurs(folder) && Directory.EnumerateFiles(folder, "*.csproj").Any());

    public static IEnumerable<string> Of(string project) => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories).Where(IsOurs);

    private static bool IsOurs(string path) => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(NotOurs.Contains);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlowOptics.Aspire.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run from a checkout of the repository.");
    }
}
