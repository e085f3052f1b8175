using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>What records are added up by in Athena: names of fields, and <see cref="Label"/> and <see cref="LowSourcePort"/>, which Athena works out of them.</summary>
internal static class AthenaKeys
{
    /// <summary>The service port's label, a <see cref="LinkLabel"/>.</summary>
    public const string Label = "label";

    /// <summary>The source port, 1024 for all above 1023: what the label of flow-optics' own rule tells apart.</summary>
    public const string LowSourcePort = "low-srcport";

    private static readonly string[] Tags = ["instance-tag", "instance-tag-2", "interface-tag", "interface-tag-2", "asg-tag", "asg-tag-2"];

    private static readonly string[] OriginFields = [Dimensions.AccountId, Dimensions.InterfaceId, Dimensions.VpcId, Dimensions.SubnetId, Dimensions.InstanceId];

    /// <summary>For a graph's links.</summary>
    public static IReadOnlyList<string> Of(GraphQuery query) =>
        [Dimensions.SrcAddr, Dimensions.DstAddr, query.Label == PortLabel.Source ? LowSourcePort : Label, Dimensions.Protocol, Dimensions.Action, .. query.Deduplicate ? [Dimensions.FlowDirection] : Array.Empty<string>()];

    /// <summary>For whose addresses are whose, see <see cref="AthenaSql.Owners"/>.</summary>
    public static IReadOnlyList<string> OfOwners(AthenaColumns columns) =>
        [Dimensions.SrcAddr, Dimensions.DstAddr, Dimensions.FlowDirection, .. OriginFields.Concat(Tags).Where(name => columns.OfText(name) is not null)];

    /// <summary>For sums by dimensions.</summary>
    /// <exception cref="UnsupportedQueryException">The raw records do not have one.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<Dimension> by, AthenaColumns columns)
    {
        var keys = new List<string> { Dimensions.Action };
        var ports = by.Any(dimension => dimension.Name is Dimensions.SrcPort or Dimensions.DstPort);
        foreach (var dimension in by)
        {
            if (ReasonAgainst(dimension, columns) is { } reason) throw new UnsupportedQueryException(reason);
            keys.AddRange(dimension.Name switch
            {
                Dimensions.Account or Dimensions.Region => [],
                Dimensions.SrcSubnet => [Dimensions.SrcAddr],
                Dimensions.DstSubnet => [Dimensions.DstAddr],
                Dimensions.Addr or Dimensions.Subnet => [Dimensions.SrcAddr, Dimensions.DstAddr],
                // Where the ports themselves are wanted too, the label is worked out of what it follows from.
                Dimensions.ServicePort => ports ? [Dimensions.SrcPort, Dimensions.DstPort, Dimensions.Protocol, Dimensions.TcpFlags, Dimensions.FlowDirection] : [Label],
                var name => (string[])[name],
            });
        }

        return [.. keys.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>All fields of the table.</summary>
    public static IReadOnlyList<string> OfRecords(AthenaColumns columns) =>
    [
        Dimensions.SrcAddr, Dimensions.DstAddr, Dimensions.SrcPort, Dimensions.DstPort, Dimensions.Protocol, Dimensions.Action, Dimensions.TcpFlags, Dimensions.FlowDirection,
        Dimensions.PktSrcAddr, Dimensions.PktDstAddr, .. columns.Texts,
    ];

    /// <summary>Why it cannot be summed by a dimension; null where it can.</summary>
    public static string? ReasonAgainst(Dimension dimension, AthenaColumns columns)
    {
        if (dimension.Name is Dimensions.Account or Dimensions.Region or Dimensions.Addr or Dimensions.Subnet or Dimensions.SrcSubnet or Dimensions.DstSubnet) return null;
        // Dimensions are named as the filter's fields are.
        return FilterFields.Find(dimension.Name, [dimension.Name]) is { } operand ? columns.ReasonAgainst(operand) : $"`{dimension}` is not in the raw records that Athena reads";
    }
}
