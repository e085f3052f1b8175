using System.Text.RegularExpressions;

namespace FlowOptics.Aws;

/// <summary>What the name of an account's IoT endpoint says.</summary>
public static partial class IotHost
{
    /// <summary><c>a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com</c> is in eu-west-1; null of any other name.</summary>
    public static string? RegionOf(string host) => Name().Match(host) is { Success: true } match ? match.Groups["region"].Value : null;

    [GeneratedRegex(@"^[a-z0-9-]+\.iot(-fips)?\.(?<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
