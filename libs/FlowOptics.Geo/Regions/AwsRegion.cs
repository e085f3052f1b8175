namespace FlowOptics.Geo;

/// <summary>An AWS region and roughly where it is (the city that AWS names it after; AWS does not publish addresses).</summary>
/// <param name="Code">e.g. <c>eu-west-1</c>.</param>
/// <param name="Name">AWS's own name, e.g. "Europe (Ireland)".</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record AwsRegion(string Code, string Name, string Country, string City, float Latitude, float Longitude);
