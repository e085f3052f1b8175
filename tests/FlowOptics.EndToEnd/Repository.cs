namespace FlowOptics.EndToEnd;

/// <summary>Where the product was built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The same configuration (Debug, Release) as these tests.</summary>
    public static string AppHost { get; } =
        Path.Combine(Root, "AppHost", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "FlowOptics.AppHost.dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlowOptics.Aspire.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is in no checkout of FlowOptics.");
    }
}
