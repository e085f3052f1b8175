namespace FlowOptics.Flows;

/// <summary>Whose network an address is in: the autonomous system that announces it and, where AWS says that it is its own, the service and the region.</summary>
/// <param name="Asn">0 where none is known.</param>
/// <param name="AwsService">As ip-ranges.json names it, e.g. <c>EC2</c>, <c>S3</c>, <c>CLOUDFRONT</c>; empty for an address that is not AWS's.</param>
/// <param name="AwsRegion">e.g. <c>eu-west-1</c>, or <c>GLOBAL</c>; empty for an address that is not AWS's.</param>
/// <remarks>Keeps hash and wire form, as <see cref="Place"/> does.</remarks>
public sealed record Network(uint Asn, string Organization, string AwsService = "", string AwsRegion = "")
{
    public static readonly Network None = new(0, "");

    private byte[]? _wire;
    private int _hash;

    private Network(Network original) =>
        (Asn, Organization, AwsService, AwsRegion) = (original.Asn, original.Organization, original.AwsService, original.AwsRegion);

    internal byte[] Wire => _wire ??= PlaceWire.Encode(this);

    public bool Equals(Network? other) =>
        ReferenceEquals(this, other)
        || (other is not null && GetHashCode() == other.GetHashCode() && Asn == other.Asn && Organization == other.Organization
            && AwsService == other.AwsService && AwsRegion == other.AwsRegion);

    public override int GetHashCode() => _hash != 0 ? _hash : _hash = HashCode.Combine(Asn, Organization, AwsService, AwsRegion) | 1;
}
