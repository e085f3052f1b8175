using FlowOptics.Flows;
using FlowOptics.Geo.Aws;
using FlowOptics.Geo.Networks;
using FlowOptics.Geo.Places;

namespace FlowOptics.Geo;

/// <summary>
/// Place and network of public addresses, straight from the files. Thread-safe. A <see cref="GeoTable"/> that was built from them answers the same, and
/// many times as fast.
/// </summary>
public sealed class GeoDatabase : IDisposable
{
    private readonly PlaceTable _ipv4;
    private readonly PlaceTable _ipv6;
    private readonly NetworkTable _networks;
    private readonly AwsRanges _aws;

    private GeoDatabase(PlaceTable ipv4, PlaceTable ipv6, NetworkTable networks, AwsRanges aws) => (_ipv4, _ipv6, _networks, _aws) = (ipv4, ipv6, networks, aws);

    /// <summary>When the place data was built (UTC).</summary>
    public DateTimeOffset BuiltAt => _ipv4.File.Metadata.BuiltAt;

    /// <summary>How many records of the place files turned out to be damaged since they were opened; their addresses have no place.</summary>
    public long DamagedRecords => _ipv4.DamagedRecords + (_ipv6 == _ipv4 ? 0 : _ipv6.DamagedRecords);

    /// <summary>What the first of <see cref="DamagedRecords"/> was, with the file's name, or null.</summary>
    public string? FirstDamage => _ipv4.FirstDamage ?? _ipv6.FirstDamage;

    /// <exception cref="GeoDatabaseException">A file is missing or damaged; the message names it and the mend.</exception>
    public static GeoDatabase Open(GeoOptions options) => Open(GeoFiles.Find(options));

    /// <inheritdoc cref="Open(GeoOptions)"/>
    internal static GeoDatabase Open(GeoFiles files)
    {
        var pool = new PlacePool();
        var ipv4 = PlaceTable.Open(files.CityIPv4, pool);
        PlaceTable? ipv6 = null;
        try
        {
            ipv6 = files.CityIPv6Of(ipv4.File) is { } path ? PlaceTable.Open(path, pool) : ipv4;
            var aws = AwsRangesFile.Read(AwsRangesFile.Load(files.AwsRanges), files.AwsRanges);
            return new GeoDatabase(ipv4, ipv6, NetworkTable.Open(files.AsnIPv4, files.AsnIPv6), aws);
        }
        catch (GeoDatabaseException)
        {
            ipv6?.Dispose();
            ipv4.Dispose();
            throw;
        }
    }

    /// <summary>The place of an address; <see cref="Place.None"/> where it is unknown. AWS's own addresses are at their region.</summary>
    public Place PlaceOf(Address address) => AwsRanges.PlaceOf(_aws.Find(address)) ?? (address.IsIPv4 ? _ipv4 : _ipv6).Find(address);

    /// <summary>The network of an address; <see cref="Network.None"/> where it is unknown.</summary>
    public Network NetworkOf(Address address) => Joined(_networks.Find(address), _aws.Find(address));

    internal static Network Joined(Network network, AwsNetwork aws) =>
        ReferenceEquals(aws, AwsNetwork.None) ? network : network with { AwsService = aws.Service, AwsRegion = aws.Region };

    public void Dispose()
    {
        _ipv4.Dispose();
        _ipv6.Dispose();
    }
}
