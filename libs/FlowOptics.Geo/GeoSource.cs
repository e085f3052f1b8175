using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo;

/// <summary>Holds the table that is in force. Thread-safe.</summary>
public sealed class GeoSource : IDisposable
{
    /// <summary>A source that always has this table.</summary>
    public GeoSource(GeoTable table) => Current = table;

    /// <summary>The table in force now. Take it once a batch: the next call may give another, with other numbers.</summary>
    public GeoTable Current { get; }

    /// <param name="folder">Where the built table is kept: the <c>geo</c> folder of the product's data. Null: nothing is built.</param>
    /// <exception cref="GeoDatabaseException">A file is missing or damaged; the message names it and the mend.</exception>
    public static GeoSource Open(GeoOptions options, string? folder)
    {
        _ = folder;
        return new GeoSource(new DirectTable(GeoDatabase.Open(options)));
    }

    public void Dispose()
    {
    }
}
