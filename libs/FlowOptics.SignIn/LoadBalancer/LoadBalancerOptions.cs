using System.Net;
using System.Text.RegularExpressions;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.SignIn.LoadBalancer;

/// <summary>The load balancer whose header is believed: <c>FlowOptics:SignIn:LoadBalancer:…</c>.</summary>
public sealed partial record LoadBalancerOptions
{
    /// <summary>The load balancer's ARN, as the header's signer must be.</summary>
    public string? Arn { get; init; }

    /// <summary>From where the header is taken, addresses or CIDR blocks with ; between them: for Web the load balancer's subnets, for GraphApi those of Web.</summary>
    public string Addresses { get; init; } = "";

    /// <summary>Where its public keys are; the address that AWS documents for the ARN's region by default.</summary>
    public string? Keys { get; init; }

    internal IReadOnlyList<IPNetwork> Networks { get; private set; } = [];

    internal Uri KeyAddress { get; private set; } = new("about:blank");

    internal void Check()
    {
        if (Arn is null) return;
        var arn = LoadBalancerArn().Match(Arn);
        if (!arn.Success) throw Wrong("Arn", Arn, "give the ARN of an Application Load Balancer, as arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/NAME/ID");
        Networks = AddressRanges.Parse($"{SignInOptions.Section}:LoadBalancer:Addresses", Addresses);
        if (Networks.Count == 0) throw Wrong("Addresses", Addresses, "give those of the load balancer, or its header would be believed from everywhere");
        var keys = Keys ?? KeysOf(arn.Groups["partition"].Value, arn.Groups["region"].Value);
        KeyAddress = Uri.TryCreate(keys.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback) ? uri : throw Wrong("Keys", keys, "give an https address");
    }

    // The page that LoadBalancerHeader names: GovCloud's keys lie in a bucket. China's services have a domain of their own; of these keys AWS does not say it.
    private static string KeysOf(string partition, string region) => partition switch
    {
        "aws-us-gov" => $"https://s3-{region}.amazonaws.com/aws-elb-public-keys-prod-{region}",
        "aws-cn" => $"https://public-keys.auth.elb.{region}.amazonaws.com.cn",
        _ => $"https://public-keys.auth.elb.{region}.amazonaws.com",
    };

    private static ServiceConfigurationException Wrong(string key, string value, string mend) => new($"{SignInOptions.Section}:LoadBalancer:{key} is '{value}': {mend}.");

    [GeneratedRegex("^arn:(?<partition>aws[a-z-]*):elasticloadbalancing:(?<region>[a-z0-9-]+):[0-9]{12}:loadbalancer/app/[A-Za-z0-9-]+/[0-9a-f]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LoadBalancerArn();
}
