using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo.Tests.Tables;

/// <summary>A table of the databases that the product ships with, built once a test class.</summary>
public sealed class BuiltTable : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BuiltTable()
    {
        var files = GeoFiles.Find(new GeoOptions());
        var source = TableSource.HashOf(files);
        var store = new TableStore(_folder.Path);
        using (store.TryLock()) store.Build(files, source, CancellationToken.None);
        Table = store.TryOpen(source, out var damage) ?? throw new InvalidOperationException(damage);
    }

    public GeoTable Table { get; }

    public void Dispose() => _folder.Dispose();
}
