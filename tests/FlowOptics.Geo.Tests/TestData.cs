namespace FlowOptics.Geo.Tests;

/// <summary>MaxMind's test databases, beside the test program.</summary>
internal static class TestData
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data");

    /// <summary>The databases that a correct reader reads from end to end.</summary>
    public static TheoryData<string> Sound { get; } = [.. All().Where(name => !IsBroken(name))];

    public static TheoryData<string> Broken { get; } = [.. All().Where(IsBroken)];

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Folder, "*.mmdb").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    private static bool IsBroken(string name) =>
        name.Contains("roken", StringComparison.Ordinal) || name.Contains("Invalid", StringComparison.Ordinal);
}
