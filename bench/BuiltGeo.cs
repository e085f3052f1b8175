using FlowOptics.Geo;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Bench;

/// <summary>The built geo table, kept in the temporary folder from bench to bench: figures are those of a product that has it, not of its first half minute.</summary>
internal static class BuiltGeo
{
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "flowoptics-bench-geo");

    public static GeoTable Open()
    {
        var files = GeoFiles.Find(new GeoOptions());
        var source = TableSource.HashOf(files);
        var store = new TableStore(Folder);
        if (store.TryOpen(source, out _) is { } there) return there;
        using (store.TryLock()) store.Build(files, source, CancellationToken.None);
        return store.TryOpen(source, out var damage) ?? throw new InvalidOperationException(damage);
    }
}
