using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>A dimension's value of an entry.</summary>
internal sealed class LiveDimension
{
    private readonly string _name;

    // Of fields that both sides have: the field, and whether the name says which side.
    private readonly string _field;
    private readonly bool _isSided;

    private LiveDimension(string name)
    {
        _name = name;
        _isSided = name.StartsWith("src-", StringComparison.Ordinal) || name.StartsWith("dst-", StringComparison.Ordinal);
        _field = _isSided ? name[4..] : name;
    }

    /// <summary>The dimensions that the window has, by their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        Dimensions.SrcAddr, Dimensions.DstAddr, Dimensions.Addr, Dimensions.SrcSubnet, Dimensions.DstSubnet, Dimensions.Subnet,
        Dimensions.ServicePort, Dimensions.Protocol, Dimensions.Action, Dimensions.Direction, Dimensions.OwnEnd, Dimensions.Account, Dimensions.Region, Dimensions.InterfaceId,
        "src-country", "dst-country", "country", "src-city", "dst-city", "city", "src-asn", "dst-asn", "asn", "src-org", "dst-org", "org",
        "src-aws-service", "dst-aws-service", Dimensions.AwsService, "src-aws-region", "dst-aws-region", "aws-region",
    ];

    /// <exception cref="UnsupportedQueryException">The window does not have it.</exception>
    public static LiveDimension Of(Dimension dimension) => Names.Contains(dimension.Name) ? new LiveDimension(dimension.Name) : throw new UnsupportedQueryException(dimension.Name switch
    {
        Dimensions.SrcPort or Dimensions.DstPort => $"the live window keeps of ports above 1023 only registered ones and the service's, so it cannot sum by {dimension}: split by service-port, or {LiveFlowStore.AskHistory}",
        _ => $"the live window counts records that agree as one, and does not keep {dimension} of each: {LiveFlowStore.AskHistory}",
    });

    /// <param name="isSource">Which end, of dimensions that count both.</param>
    public DimensionKey KeyOf(in LiveEntry entry, in LiveEnds ends, bool isSource, LiveTexts texts) => _name switch
    {
        Dimensions.SrcAddr => DimensionKey.OfAddress(ends.Src),
        Dimensions.DstAddr => DimensionKey.OfAddress(ends.Dst),
        Dimensions.Addr => DimensionKey.OfAddress(isSource ? ends.Src : ends.Dst),
        Dimensions.SrcSubnet => DimensionKey.OfSubnet(ends.Src),
        Dimensions.DstSubnet => DimensionKey.OfSubnet(ends.Dst),
        Dimensions.Subnet => DimensionKey.OfSubnet(isSource ? ends.Src : ends.Dst),
        Dimensions.ServicePort => DimensionKey.OfNumber(entry.ServiceLabel),
        Dimensions.Protocol => DimensionKey.OfNumber(entry.Protocol),
        Dimensions.Action => DimensionKey.OfNumber((long)entry.Action),
        Dimensions.Direction => DimensionKey.OfNumber((long)ends.Direction),
        Dimensions.OwnEnd => DimensionKey.OfNumber((long)entry.OwnEnd),
        Dimensions.Account => DimensionKey.OfText(texts.ScopeOf(entry.Scope).Account),
        Dimensions.Region => DimensionKey.OfText(texts.ScopeOf(entry.Scope).Region),
        Dimensions.InterfaceId => DimensionKey.OfText(texts.InterfaceOf(entry.Interface)),
        _ => OfEnd(entry, ends, texts),
    };

    private DimensionKey OfEnd(in LiveEntry entry, in LiveEnds ends, LiveTexts texts)
    {
        // Without a side: the public end, if there is one.
        var direction = ends.Direction;
        var isSource = _isSided ? _name[0] == 's' : direction != TrafficDirection.Outbound;
        var isNone = !_isSided && direction == TrafficDirection.Internal;
        var place = isNone ? 0 : isSource ? entry.SrcPlace : entry.DstPlace;
        var network = isNone ? 0 : isSource ? entry.SrcNetwork : entry.DstNetwork;
        return _field switch
        {
            "country" => DimensionKey.OfText(texts.PlaceOf(place).Country),
            "city" => DimensionKey.OfText(texts.PlaceOf(place).City),
            "asn" => DimensionKey.OfNumber(texts.NetworkOf(network).Asn),
            "org" => DimensionKey.OfText(texts.NetworkOf(network).Organization),
            "aws-service" => DimensionKey.OfText(texts.NetworkOf(network).AwsService),
            "aws-region" => DimensionKey.OfText(texts.NetworkOf(network).AwsRegion),
            _ => throw new InvalidOperationException($"no dimension {_name}"),
        };
    }
}
