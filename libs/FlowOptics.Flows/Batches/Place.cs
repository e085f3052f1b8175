namespace FlowOptics.Flows;

/// <summary>Where a public address is thought to be. City data is approximate; coordinates are degrees (WGS 84).</summary>
/// <param name="Country">ISO 3166-1 alpha-2, or empty where unknown.</param>
/// <param name="City">A name, or empty where only the country is known.</param>
public sealed record Place(string Country, string City, float Latitude, float Longitude)
{
    /// <summary>No place: a private address, or one that the database does not know.</summary>
    public static readonly Place None = new("", "", float.NaN, float.NaN);
}
