namespace FlowOptics.Lake;

/// <summary>What an aggregate is split by: a field's name as the filter language has it (<c>srcaddr</c>, <c>src-country</c>, <c>service-port</c>, <c>vpc-id</c>, <c>subnet</c>, …).</summary>
/// <remarks>
/// Of fields that both sides have, <c>country</c>, <c>city</c>, <c>asn</c> and <c>aws-service</c> without a side mean the public end (source of inbound and through, destination of
/// outbound; none for internal traffic); <c>addr</c> means both ends: a record counts for each of them, so sums over <c>addr</c> count records twice.
/// </remarks>
public readonly record struct Dimension(string Name)
{
    public override string ToString() => Name;
}
