namespace FlowOptics.Geo;

/// <summary>Where the databases are. Null: the ones that npm brings.</summary>
public sealed record GeoOptions
{
    /// <summary>A city or country database for IPv4 (or for both families), in MaxMind's or the flat npm schema.</summary>
    public string? CityIPv4 { get; init; }

    /// <summary>The same for IPv6, where IPv4 has one of its own.</summary>
    public string? CityIPv6 { get; init; }

    /// <summary>CSV: first address, last address, ASN, organisation.</summary>
    public string? AsnIPv4 { get; init; }

    /// <summary>The same for IPv6.</summary>
    public string? AsnIPv6 { get; init; }

    /// <summary>
    /// AWS's ip-ranges.json: a file (plain or gzip), or an http(s) address, which is fetched at the start and once a day. Null: the copy within this
    /// program.
    /// </summary>
    public string? AwsRanges { get; init; }

    /// <summary>Where built tables are kept, if not in the <c>geo</c> folder of the product's data. Any number of services may share one.</summary>
    public string? TableFolder { get; init; }

    internal bool AwsRangesAreFetched =>
        AwsRanges is not null && (AwsRanges.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || AwsRanges.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
}
