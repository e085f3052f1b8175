namespace FlowOptics.Lake;

/// <summary>What a dimension's values are; it decides how a <see cref="DimensionKey"/> becomes text.</summary>
public enum DimensionKind
{
    /// <summary>A text; none where it is empty.</summary>
    Text,

    /// <summary>An address; none where the record has none.</summary>
    Address,

    /// <summary>An address's /24 (IPv4) or /64 (IPv6), as <c>10.0.1.0/24</c>.</summary>
    Subnet,

    /// <summary>A number; each record has one.</summary>
    Number,

    /// <summary>A number; none where it is 0: AS numbers, tcp-flags.</summary>
    NumberOrNone,

    /// <summary>A <see cref="LinkLabel"/> number.</summary>
    Label,

    /// <summary><see cref="Flows.FlowAction"/>: <c>accept</c>, <c>reject</c>, none.</summary>
    Action,

    /// <summary><see cref="Flows.TrafficDirection"/>: <c>inbound</c>, <c>outbound</c>, <c>internal</c>, <c>through</c>.</summary>
    Direction,

    /// <summary><see cref="Flows.FlowDirection"/>: <c>ingress</c>, <c>egress</c>, none.</summary>
    FlowDirection,

    /// <summary><see cref="Lake.OwnEnd"/>: <c>source</c>, <c>destination</c>, none.</summary>
    OwnEnd,
}
