using System.Collections.Frozen;

namespace FlowOptics.Geo;

/// <summary>The table of AWS regions.</summary>
/// <remarks>
/// Codes and names: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html and the pages of the China, GovCloud and
/// European Sovereign Cloud partitions. Coordinates are those of the city or the area that AWS names, to a tenth of a degree.
/// </remarks>
public static class AwsRegions
{
    public static IReadOnlyList<AwsRegion> All { get; } =
    [
        new("af-south-1", "Africa (Cape Town)", "ZA", "Cape Town", -33.9f, 18.4f),
        new("ap-east-1", "Asia Pacific (Hong Kong)", "HK", "Hong Kong", 22.3f, 114.2f),
        new("ap-east-2", "Asia Pacific (Taipei)", "TW", "Taipei", 25.0f, 121.6f),
        new("ap-northeast-1", "Asia Pacific (Tokyo)", "JP", "Tokyo", 35.7f, 139.7f),
        new("ap-northeast-2", "Asia Pacific (Seoul)", "KR", "Seoul", 37.6f, 127.0f),
        new("ap-northeast-3", "Asia Pacific (Osaka)", "JP", "Osaka", 34.7f, 135.5f),
        new("ap-south-1", "Asia Pacific (Mumbai)", "IN", "Mumbai", 19.1f, 72.9f),
        new("ap-south-2", "Asia Pacific (Hyderabad)", "IN", "Hyderabad", 17.4f, 78.5f),
        new("ap-southeast-1", "Asia Pacific (Singapore)", "SG", "Singapore", 1.4f, 103.8f),
        new("ap-southeast-2", "Asia Pacific (Sydney)", "AU", "Sydney", -33.9f, 151.2f),
        new("ap-southeast-3", "Asia Pacific (Jakarta)", "ID", "Jakarta", -6.2f, 106.8f),
        new("ap-southeast-4", "Asia Pacific (Melbourne)", "AU", "Melbourne", -37.8f, 145.0f),
        new("ap-southeast-5", "Asia Pacific (Malaysia)", "MY", "Kuala Lumpur", 3.1f, 101.7f),
        new("ap-southeast-6", "Asia Pacific (New Zealand)", "NZ", "Auckland", -36.8f, 174.8f),
        new("ap-southeast-7", "Asia Pacific (Thailand)", "TH", "Bangkok", 13.8f, 100.5f),
        new("ca-central-1", "Canada (Central)", "CA", "Montreal", 45.5f, -73.6f),
        new("ca-west-1", "Canada West (Calgary)", "CA", "Calgary", 51.0f, -114.1f),
        new("cn-north-1", "China (Beijing)", "CN", "Beijing", 39.9f, 116.4f),
        new("cn-northwest-1", "China (Ningxia)", "CN", "Zhongwei", 37.5f, 105.2f),
        new("eu-central-1", "Europe (Frankfurt)", "DE", "Frankfurt", 50.1f, 8.7f),
        new("eu-central-2", "Europe (Zurich)", "CH", "Zurich", 47.4f, 8.5f),
        new("eu-north-1", "Europe (Stockholm)", "SE", "Stockholm", 59.3f, 18.1f),
        new("eu-south-1", "Europe (Milan)", "IT", "Milan", 45.5f, 9.2f),
        new("eu-south-2", "Europe (Spain)", "ES", "Zaragoza", 41.6f, -0.9f),
        new("eu-west-1", "Europe (Ireland)", "IE", "Dublin", 53.3f, -6.3f),
        new("eu-west-2", "Europe (London)", "GB", "London", 51.5f, -0.1f),
        new("eu-west-3", "Europe (Paris)", "FR", "Paris", 48.9f, 2.4f),
        new("eusc-de-east-1", "AWS European Sovereign Cloud (Germany)", "DE", "Potsdam", 52.4f, 13.1f),
        new("il-central-1", "Israel (Tel Aviv)", "IL", "Tel Aviv", 32.1f, 34.8f),
        new("me-central-1", "Middle East (UAE)", "AE", "Dubai", 25.2f, 55.3f),
        new("me-south-1", "Middle East (Bahrain)", "BH", "Manama", 26.2f, 50.6f),
        new("mx-central-1", "Mexico (Central)", "MX", "Querétaro", 20.6f, -100.4f),
        new("sa-east-1", "South America (São Paulo)", "BR", "São Paulo", -23.6f, -46.6f),
        new("us-east-1", "US East (N. Virginia)", "US", "Ashburn", 39.0f, -77.5f),
        new("us-east-2", "US East (Ohio)", "US", "Columbus", 40.0f, -83.0f),
        new("us-gov-east-1", "AWS GovCloud (US-East)", "US", "Columbus", 40.0f, -83.0f),
        new("us-gov-west-1", "AWS GovCloud (US-West)", "US", "Portland", 45.5f, -122.7f),
        new("us-west-1", "US West (N. California)", "US", "San Jose", 37.3f, -121.9f),
        new("us-west-2", "US West (Oregon)", "US", "Boardman", 45.8f, -119.7f),
    ];

    private static readonly FrozenDictionary<string, AwsRegion> ByCode = All.ToFrozenDictionary(region => region.Code, StringComparer.OrdinalIgnoreCase);

    /// <param name="code">e.g. <c>eu-west-1</c>, in either case.</param>
    /// <returns>Null where AWS has no such region, or had none when this table was made.</returns>
    public static AwsRegion? Find(string code) => ByCode.GetValueOrDefault(code);
}
