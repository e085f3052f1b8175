using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>One record as an object of its own: what the reference computes with.</summary>
public sealed record FlowRecord(
    string Account,
    string Region,
    Address Src,
    Address Dst,
    ushort SrcPort,
    ushort DstPort,
    byte Protocol,
    long Packets,
    long Bytes,
    long Start,
    long End,
    FlowAction Action,
    byte TcpFlags,
    FlowDirection FlowDirection,
    string? InterfaceId)
{
    public string? VpcId { get; init; }

    public string? SubnetId { get; init; }

    public string? InstanceId { get; init; }

    public string? InstanceTag { get; init; }

    public AddressKind SrcKind => AddressKinds.KindOf(Src);

    public AddressKind DstKind => AddressKinds.KindOf(Dst);

    public TrafficDirection Direction => AddressKinds.DirectionOf(SrcKind, DstKind);

    public ServiceSide ServiceSide => ServicePort.SideOf(Protocol, SrcPort, DstPort, TcpFlags, FlowDirection);

    public Traffic Traffic => new(1, Packets, Bytes);

    public bool SourceIsOwn => FlowDirection == FlowDirection.Egress || (FlowDirection == FlowDirection.None && Direction == TrafficDirection.Outbound);

    public bool DestinationIsOwn => FlowDirection == FlowDirection.Ingress || (FlowDirection == FlowDirection.None && Direction == TrafficDirection.Inbound);
}
