using FlowOptics.Flows;

namespace FlowOptics.Geo;

/// <summary>
/// Place and network of addresses, in one look-up. Thread-safe, and usable as long as there is a reference to it: take <see cref="GeoSource.Current"/>
/// once a batch and use only that table's numbers with it.
/// </summary>
/// <remarks>
/// <code>
/// var table = source.Current;
/// table.Find(addresses, ends);               // many at once is several times as fast as one by one
/// var known = table.Ends;                    // after Find: the three lists may grow with it
/// var place = table.Places[known[ends[i]].Place];
/// </code>
/// Ends, places and networks are numbered densely from 0, and number 0 is "nothing known" in each (<see cref="Place.None"/>, <see cref="Network.None"/>).
/// A number keeps its meaning for the table's life; equal places, and equal networks, have one number and one instance. What is not a public address
/// is found as the files have it, mostly nothing: ask <see cref="AddressKinds"/> first.
/// </remarks>
public abstract class GeoTable
{
    /// <summary>When the place data was built (UTC).</summary>
    public abstract DateTimeOffset BuiltAt { get; }

    /// <summary>How many records of the place files turned out to be damaged so far; their addresses have no place.</summary>
    public virtual long DamagedRecords => 0;

    /// <summary>What the first of <see cref="DamagedRecords"/> was, with the file's name, or null.</summary>
    public virtual string? FirstDamage => null;

    /// <summary>Every pair of place and network that <see cref="Find(ReadOnlySpan{Address}, Span{int})"/> gives the number of.</summary>
    public abstract ReadOnlySpan<GeoEnd> Ends { get; }

    public abstract IReadOnlyList<Place> Places { get; }

    public abstract IReadOnlyList<Network> Networks { get; }

    /// <summary>Writes the number of each address's end: an index into <see cref="Ends"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="ends"/> is shorter than <paramref name="addresses"/>.</exception>
    public abstract void Find(ReadOnlySpan<Address> addresses, Span<int> ends);

    /// <summary>The end of one address.</summary>
    public GeoEnd Find(Address address)
    {
        var number = 0;
        Find([address], new Span<int>(ref number));
        return Ends[number];
    }

    public Place PlaceOf(Address address) => Places[Find(address).Place];

    public Network NetworkOf(Address address) => Networks[Find(address).Network];
}
