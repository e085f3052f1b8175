using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Filters;

/// <summary>One record of any format, as the plain way sees it: what the format lacks is null.</summary>
public sealed record FilterRecord
{
    public required Address Src { get; init; }

    public required Address Dst { get; init; }

    public Address? PktSrc { get; init; }

    public Address? PktDst { get; init; }

    public required ushort SrcPort { get; init; }

    public required ushort DstPort { get; init; }

    public required byte Protocol { get; init; }

    public required long Packets { get; init; }

    /// <summary>Another in each record: tells them apart in the lake.</summary>
    public required long Bytes { get; init; }

    public required long Start { get; init; }

    public required long End { get; init; }

    public FlowAction Action { get; init; }

    public byte? TcpFlags { get; init; }

    public FlowDirection? FlowDirection { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    /// <summary>The format's other columns; null for "-".</summary>
    public required IReadOnlyDictionary<string, string?> Texts { get; init; }

    public TrafficDirection Direction => AddressKinds.DirectionOf(AddressKinds.KindOf(Src), AddressKinds.KindOf(Dst));

    public ServiceSide ServiceSide => ServicePort.SideOf(Protocol, SrcPort, DstPort, TcpFlags ?? 0, FlowDirection ?? Flows.FlowDirection.None);

    public string Label => ServicePort.ServiceLabel(Protocol, SrcPort, DstPort, ServiceSide);

    public OwnEnd OwnEnd => OwnEnds.Of(FlowDirection ?? Flows.FlowDirection.None, Direction);

    public string? Text(string column) => Texts.GetValueOrDefault(column);
}
