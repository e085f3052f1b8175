namespace FlowOptics.AppHost.Tests;

/// <summary>Where the sources are: the tests are run from where they were built.</summary>
internal static class Repository
{
    // tests/FlowOptics.AppHost.Tests/bin/{configuration}/net10.0/
    public static string Root { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
}
