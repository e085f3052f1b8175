using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>A record's value of a dimension, by the obvious way.</summary>
public static class DimensionValues
{
    public static readonly string[] Names =
    [
        "srcaddr", "dstaddr", "addr", "srcport", "dstport", "service-port", "protocol", "action", "direction", "account", "region",
        "src-country", "dst-country", "country", "src-city", "city", "src-asn", "dst-asn", "asn", "org", "aws-service", "dst-aws-region", "interface-id", "vpc-id", "account-id",
        "src-subnet", "dst-subnet", "subnet", "tcp-flags", "flow-direction", "own-end", "type", "instance-tag",
    ];

    /// <param name="source">Which end, of dimensions that count both.</param>
    public static DimensionKey Of(FlowRecord record, string dimension, bool source)
    {
        var (src, dst) = (record.Src, record.Dst);
        var end = source ? src : dst;
        Place PlaceOf(string side) => FlowRecords.PlaceOf(side == "src" ? src : dst);
        Network NetworkOf(string side) => FlowRecords.NetworkOf(side == "src" ? src : dst);
        var outside = record.Direction == TrafficDirection.Outbound ? "dst" : "src";
        var isInternal = record.Direction == TrafficDirection.Internal;
        return dimension switch
        {
            "srcaddr" => DimensionKey.OfAddress(src),
            "dstaddr" => DimensionKey.OfAddress(dst),
            "addr" => DimensionKey.OfAddress(end),
            "src-subnet" => DimensionKey.OfAddress(Subnet(src)),
            "dst-subnet" => DimensionKey.OfAddress(Subnet(dst)),
            "subnet" => DimensionKey.OfAddress(Subnet(end)),
            "srcport" => DimensionKey.OfNumber(record.SrcPort),
            "dstport" => DimensionKey.OfNumber(record.DstPort),
            "service-port" => DimensionKey.OfNumber(LinkLabel.OfService(record.Protocol, record.SrcPort, record.DstPort, record.ServiceSide)),
            "protocol" => DimensionKey.OfNumber(record.Protocol),
            "action" => DimensionKey.OfNumber((long)record.Action),
            "direction" => DimensionKey.OfNumber((long)record.Direction),
            "flow-direction" => DimensionKey.OfNumber((long)record.FlowDirection),
            "own-end" => DimensionKey.OfNumber(record.SourceIsOwn ? 1 : record.DestinationIsOwn ? 2 : 0),
            "tcp-flags" => DimensionKey.OfNumber(record.TcpFlags),
            "account" or "account-id" => DimensionKey.OfText(record.Account),
            "region" => DimensionKey.OfText(record.Region),
            "src-country" => DimensionKey.OfText(PlaceOf("src").Country),
            "dst-country" => DimensionKey.OfText(PlaceOf("dst").Country),
            "country" => DimensionKey.OfText(isInternal ? null : PlaceOf(outside).Country),
            "src-city" => DimensionKey.OfText(PlaceOf("src").City),
            "city" => DimensionKey.OfText(isInternal ? null : PlaceOf(outside).City),
            "src-asn" => DimensionKey.OfNumber(NetworkOf("src").Asn),
            "dst-asn" => DimensionKey.OfNumber(NetworkOf("dst").Asn),
            "asn" => DimensionKey.OfNumber(isInternal ? 0 : NetworkOf(outside).Asn),
            "org" => DimensionKey.OfText(isInternal ? null : NetworkOf(outside).Organization),
            "aws-service" => DimensionKey.OfText(isInternal ? null : NetworkOf(outside).AwsService),
            "dst-aws-region" => DimensionKey.OfText(NetworkOf("dst").AwsRegion),
            "interface-id" => DimensionKey.OfText(record.InterfaceId),
            "type" => DimensionKey.OfText(src.IsIPv4 ? "IPv4" : "IPv6"),
            "vpc-id" or "instance-tag" => DimensionKey.OfText(null),
            _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "no such dimension"),
        };
    }

    private static Address Subnet(Address address) => Prefix.Of(address, address.IsIPv4 ? 24 : 64).First;
}
