using FlowOptics.Flows;
using FlowOptics.Geo.Networks;
using FlowOptics.Geo.Places;

namespace FlowOptics.Geo;

/// <summary>Place and network of public addresses. Thread-safe.</summary>
public sealed class GeoDatabase : IDisposable
{
    private readonly PlaceTable _ipv4;
    private readonly PlaceTable _ipv6;
    private readonly NetworkTable _networks;

    private GeoDatabase(PlaceTable ipv4, PlaceTable ipv6, NetworkTable networks) => (_ipv4, _ipv6, _networks) = (ipv4, ipv6, networks);

    /// <summary>When the place data was built (UTC).</summary>
    public DateTimeOffset BuiltAt => _ipv4.File.Metadata.BuiltAt;

    /// <summary>How many records of the place files turned out to be damaged since they were opened; their addresses have no place.</summary>
    public long DamagedRecords => _ipv4.DamagedRecords + (_ipv6 == _ipv4 ? 0 : _ipv6.DamagedRecords);

    /// <summary>What the first of <see cref="DamagedRecords"/> was, with the file's name, or null.</summary>
    public string? FirstDamage => _ipv4.FirstDamage ?? _ipv6.FirstDamage;

    /// <exception cref="GeoDatabaseException">A file is missing or damaged; the message names it and the mend.</exception>
    public static GeoDatabase Open(GeoOptions options)
    {
        var files = GeoFiles.Find(options);
        var pool = new PlacePool();
        var ipv4 = PlaceTable.Open(files.CityIPv4, pool);
        PlaceTable? ipv6 = null;
        try
        {
            ipv6 = files.CityIPv6 is { } path ? PlaceTable.Open(path, pool)
                : ipv4.File.Metadata.IPVersion == 6 ? ipv4
                : PlaceTable.Open(GeoFiles.NpmCityIPv6(), pool);
            return new GeoDatabase(ipv4, ipv6, NetworkTable.Open(files.AsnIPv4, files.AsnIPv6));
        }
        catch (GeoDatabaseException)
        {
            ipv6?.Dispose();
            ipv4.Dispose();
            throw;
        }
    }

    /// <summary>The place of an address; <see cref="Place.None"/> where it is unknown. The same instance for equal places.</summary>
    public Place PlaceOf(Address address) => (address.IsIPv4 ? _ipv4 : _ipv6).Find(address);

    /// <summary>The network of an address; <see cref="Network.None"/> where it is unknown. The same instance for equal networks.</summary>
    public Network NetworkOf(Address address) => _networks.Find(address);

    public void Dispose()
    {
        _ipv4.Dispose();
        _ipv6.Dispose();
    }
}
