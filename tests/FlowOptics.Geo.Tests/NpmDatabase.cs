using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo.Tests;

/// <summary>The database that the product ships with, opened once a test class.</summary>
public sealed class NpmDatabase : IDisposable
{
    public GeoDatabase Database { get; } = GeoDatabase.Open(new GeoOptions());

    public GeoSource Source => field ??= new GeoSource(new DirectTable(Database));

    public void Dispose() => Database.Dispose();
}
