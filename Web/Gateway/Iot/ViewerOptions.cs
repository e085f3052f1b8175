using System.Text.RegularExpressions;
using FlowOptics.Aws;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Web.Gateway.Iot;

/// <summary>How browsers get to IoT Core by themselves.</summary>
/// <param name="Server">IoT Core's WebSocket.</param>
/// <param name="Role">Its ARN; what it may do is narrowed to listening.</param>
internal sealed partial record ViewerOptions(Uri Server, string Region, string Role, string Partition, string Account)
{
    private const string RoleKey = "FlowOptics:Web:IotRole";
    private const string EndpointKey = "FlowOptics:Web:IotEndpoint";

    /// <summary>For the page's policy: where it may connect to.</summary>
    public string Origin => $"{Server.Scheme}://{Server.Authority}";

    /// <returns>Null where no role is configured: browsers have the gateway.</returns>
    /// <exception cref="ServiceConfigurationException">Role or endpoint are none.</exception>
    public static ViewerOptions? From(IConfiguration configuration)
    {
        if (configuration[RoleKey] is not { Length: > 0 } role) return null;
        if (Arn().Match(role) is not { Success: true } arn) throw new ServiceConfigurationException($"{RoleKey} is '{role}', which is no role: give its ARN, as arn:aws:iam::123456789012:role/flowoptics-viewer.");
        var host = configuration[EndpointKey];
        if (host is null || IotHost.RegionOf(host) is not { } region)
        {
            throw new ServiceConfigurationException($"{EndpointKey} is '{host}', which is no endpoint of IoT Core: give the account's, as a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com (aws iot describe-endpoint --endpoint-type iot:Data-ATS).");
        }

        return new(new Uri($"wss://{host}/mqtt"), region, role, arn.Groups["partition"].Value, arn.Groups["account"].Value);
    }

    [GeneratedRegex("^arn:(?<partition>aws[a-z-]*):iam::(?<account>[0-9]{12}):role/.+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Arn();
}
