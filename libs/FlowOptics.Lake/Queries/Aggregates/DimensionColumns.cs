namespace FlowOptics.Lake;

/// <summary>Which table has which dimension, in which column.</summary>
internal static class DimensionColumns
{
    /// <returns>
    /// An expression over the table's columns; for addresses what stands before <c>high</c> and <c>low</c>. Null where the table does not have it. Our own words only.
    /// </returns>
    public static string? Of(string dimension, LakeTable table, RecordEnd end)
    {
        if (table == LakeTable.HostsDay) return OfHosts(dimension);
        if (table == LakeTable.ServicesHour) return OfServices(dimension);
        if (table == LakeTable.PlacesHour || table == LakeTable.PlacesDay) return OfPlaces(dimension);
        return OfLinks(dimension, end, table.IsFlows ? "service_label" : "label") ?? (table.IsFlows ? OfFlows(dimension) : null);
    }

    // Which end the address is: see AggregateRows.
    private static string? OfHosts(string dimension) => dimension switch
    {
        Dimensions.SrcAddr or Dimensions.DstAddr or Dimensions.Addr or Dimensions.SrcSubnet or Dimensions.DstSubnet or Dimensions.Subnet => "",
        Dimensions.Account or Dimensions.Region => "scope",
        Dimensions.Action => "action",
        Dimensions.OwnEnd => "own_end",
        _ => null,
    };

    private static string? OfServices(string dimension) => dimension switch
    {
        Dimensions.Account or Dimensions.Region => "scope",
        Dimensions.Action or Dimensions.Protocol or Dimensions.Direction => dimension,
        Dimensions.ServicePort => "label",
        _ => null,
    };

    private static string? OfPlaces(string dimension) => dimension switch
    {
        Dimensions.Account or Dimensions.Region => "scope",
        Dimensions.Action or Dimensions.Direction => dimension,
        "country" or "city" => "place",
        "asn" or "org" or Dimensions.AwsService or "aws-region" => "network",
        _ => null,
    };

    private static string? OfLinks(string dimension, RecordEnd end, string label) => dimension switch
    {
        Dimensions.SrcAddr or Dimensions.SrcSubnet => "src_",
        Dimensions.DstAddr or Dimensions.DstSubnet => "dst_",
        Dimensions.Addr or Dimensions.Subnet => end == RecordEnd.Source ? "src_" : "dst_",
        Dimensions.Account or Dimensions.Region => "scope",
        Dimensions.Action or Dimensions.Protocol or Dimensions.Direction => dimension,
        Dimensions.OwnEnd => "own_end",
        Dimensions.ServicePort => label,
        "country" or "city" => PublicEnd("place"),
        "asn" or "org" or Dimensions.AwsService or "aws-region" => PublicEnd("network"),
        "src-country" or "src-city" => "src_place",
        "dst-country" or "dst-city" => "dst_place",
        "src-asn" or "src-org" or "src-aws-service" or "src-aws-region" => "src_network",
        "dst-asn" or "dst-org" or "dst-aws-service" or "dst-aws-region" => "dst_network",
        _ => null,
    };

    private static string OfFlows(string dimension) => dimension switch
    {
        Dimensions.SrcPort => "src_port",
        Dimensions.DstPort => "dst_port",
        Dimensions.FlowDirection => "flow_direction",
        Dimensions.TcpFlags => "coalesce(tcp_flags, 0)",
        Dimensions.PktSrcAddr => "pkt_src_",
        Dimensions.PktDstAddr => "pkt_dst_",
        Dimensions.AccountId or Dimensions.InterfaceId or Dimensions.VpcId or Dimensions.SubnetId or Dimensions.InstanceId => "origin",
        _ => "extra",
    };

    /// <summary>The public end's number: TrafficDirection's 3 is internal, 2 outbound.</summary>
    public static string PublicEnd(string column) => $"CASE direction WHEN 3 THEN 0 WHEN 2 THEN dst_{column} ELSE src_{column} END";
}
