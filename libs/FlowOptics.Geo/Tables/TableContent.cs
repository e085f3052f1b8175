using FlowOptics.Flows;
using FlowOptics.Geo.Aws;
using FlowOptics.Geo.Mmdb;
using FlowOptics.Geo.Networks;
using FlowOptics.Geo.Places;

namespace FlowOptics.Geo.Tables;

/// <summary>What all sources together say of every public address: runs of addresses with one place and one network.</summary>
/// <remarks>Takes some seconds and a few hundred megabytes for the files that npm brings.</remarks>
internal sealed class TableContent
{
    private readonly Numbered<GeoEnd> _ends = new(default);
    private readonly Numbered<Place> _places;
    private readonly Numbered<Network> _networks = new(Network.None);

    private TableContent(DateTimeOffset builtAt, Numbered<Place> places) => (BuiltAt, _places) = (builtAt, places);

    /// <summary>When the place data was built (UTC).</summary>
    public DateTimeOffset BuiltAt { get; }

    /// <summary>From an address to an index into <see cref="Ends"/>.</summary>
    public RunList Runs { get; } = new();

    public IReadOnlyList<GeoEnd> Ends => _ends.Values;

    public IReadOnlyList<Place> Places => _places.Values;

    public IReadOnlyList<Network> Networks => _networks.Values;

    /// <exception cref="GeoDatabaseException">A file is missing or damaged; the message names it.</exception>
    public static TableContent Read(GeoFiles files, CancellationToken cancellationToken)
    {
        var networks = NetworkTable.Open(files.AsnIPv4, files.AsnIPv6);
        var aws = AwsRangesFile.Read(AwsRangesFile.Load(files.AwsRanges), files.AwsRanges);
        using var ipv4 = MmdbFile.Open(files.CityIPv4);
        var separate = files.CityIPv6Of(ipv4);
        using var ipv6 = separate is null ? null : MmdbFile.Open(separate);
        var places = new Numbered<Place>(Place.None);
        var placeRuns = new RunList();
        Walk(ipv4, () => PlaceWalk.AddIPv4(ipv4, places, placeRuns, cancellationToken));
        Walk(ipv6 ?? ipv4, () => PlaceWalk.AddIPv6(ipv6 ?? ipv4, places, placeRuns, cancellationToken));
        if (places.Values.Count == 1)
            throw new GeoDatabaseException($"geo database '{files.CityIPv4}' holds no places (its type is '{ipv4.Metadata.DatabaseType}'): give a city or country database");
        var content = new TableContent(ipv4.Metadata.BuiltAt, places);
        content.Merge(placeRuns.Complete(), networks, aws, cancellationToken);
        return content;
    }

    /// <summary>Content of ranges that rise.</summary>
    public static TableContent Of(DateTimeOffset builtAt, IEnumerable<(UInt128 First, UInt128 Last, Place Place, Network Network)> ranges)
    {
        var content = new TableContent(builtAt, new Numbered<Place>(Place.None));
        foreach (var (first, last, place, network) in ranges)
            content.Runs.Add(first, last, content._ends.NumberOf(new GeoEnd(content._places.NumberOf(place), content._networks.NumberOf(network))));
        content.Runs.Complete();
        return content;
    }

    private static void Walk(MmdbFile file, Action walk)
    {
        try
        {
            walk();
        }
        catch (InvalidDataException fault)
        {
            throw new GeoDatabaseException($"geo database '{file.Path}' is damaged: {fault.Message}", fault);
        }
    }

    private void Merge(RunList placeRuns, NetworkTable networks, AwsRanges aws, CancellationToken cancellationToken)
    {
        var awsPlaces = aws.Networks.Select(network => AwsRanges.PlaceOf(network) is { } place ? _places.NumberOf(place) : (int?)null).ToArray();
        var networkNumbers = new Dictionary<(int Asn, int Aws), int>();
        var steps = 0;
        RunMerge.Each(
            start =>
            {
                if ((++steps & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
                var (place, asn, own) = (start.Numbers[0], start.Numbers[1], start.Numbers[2]);
                ref var network = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(networkNumbers, (asn, own), out var known);
                if (!known) network = _networks.NumberOf(GeoDatabase.Joined(networks.Networks[asn], aws.Networks[own]));
                Runs.Begin(start.At, _ends.NumberOf(new GeoEnd(awsPlaces[own] ?? place, network)));
            },
            placeRuns,
            networks.ToRuns(),
            aws.Runs);
    }
}
