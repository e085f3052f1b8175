namespace FlowOptics.Flows;

/// <summary>Whose network an address is in: the autonomous system that announces it and, where AWS says that it is its own, the service and the region.</summary>
/// <param name="Asn">0 where none is known.</param>
/// <param name="AwsService">As ip-ranges.json names it, e.g. <c>EC2</c>, <c>S3</c>, <c>CLOUDFRONT</c>; empty for an address that is not AWS's.</param>
/// <param name="AwsRegion">e.g. <c>eu-west-1</c>, or <c>GLOBAL</c>; empty for an address that is not AWS's.</param>
public sealed record Network(uint Asn, string Organization, string AwsService = "", string AwsRegion = "")
{
    public static readonly Network None = new(0, "");
}
