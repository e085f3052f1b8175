namespace FlowOptics.Flows;

/// <summary>Where a public address is thought to be. City data is approximate; coordinates are degrees (WGS 84).</summary>
/// <param name="Country">ISO 3166-1 alpha-2, or empty where unknown.</param>
/// <param name="City">A name, or empty where only the country is known.</param>
/// <remarks>
/// A database holds one instance of each, which is in the dictionaries of a million batches: hash and wire form are made once and kept. They are no part
/// of what a place is, so that equality and copies are written out.
/// </remarks>
public sealed record Place(string Country, string City, float Latitude, float Longitude)
{
    /// <summary>No place: a private address, or one that the database does not know.</summary>
    public static readonly Place None = new("", "", float.NaN, float.NaN);

    private byte[]? _wire;
    private int _hash;

    private Place(Place original) =>
        (Country, City, Latitude, Longitude) = (original.Country, original.City, original.Latitude, original.Longitude);

    /// <summary>As it stands in an enriched batch's message. Races write equal bytes.</summary>
    internal byte[] Wire => _wire ??= PlaceWire.Encode(this);

    public bool Equals(Place? other) =>
        ReferenceEquals(this, other)
        || (other is not null && GetHashCode() == other.GetHashCode() && Country == other.Country && City == other.City
            && Latitude.Equals(other.Latitude) && Longitude.Equals(other.Longitude));

    // 0 stands for "not yet".
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = HashCode.Combine(Country, City, Latitude, Longitude) | 1;
}
