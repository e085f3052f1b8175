namespace FlowOptics.Geo.Aws;

/// <summary>What AWS says of a range of its own: service and region, as ip-ranges.json names them.</summary>
internal sealed record AwsNetwork(string Service, string Region)
{
    public static readonly AwsNetwork None = new("", "");
}
