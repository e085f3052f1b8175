namespace FlowOptics.Flows;

/// <summary>What a filter's field is about, without its side.</summary>
public enum FilterFieldId : byte
{
    /// <summary>A text column of the format: <see cref="FilterField.Name"/> is the column's.</summary>
    Text,

    /// <summary><c>addr</c>, <c>srcaddr</c>, <c>dstaddr</c>.</summary>
    Address,

    /// <summary><c>pkt-addr</c>, <c>pkt-srcaddr</c>, <c>pkt-dstaddr</c>.</summary>
    PacketAddress,

    Port,
    Country,
    City,
    Asn,
    Organization,
    AwsService,
    AwsRegion,

    /// <summary>A number of <see cref="AddressKind"/>.</summary>
    Kind,

    Protocol,
    Packets,
    Bytes,

    /// <summary>Unix seconds.</summary>
    Start,

    /// <summary>Unix seconds.</summary>
    End,

    TcpFlags,

    /// <summary>A number of <see cref="FlowAction"/>; None is missing.</summary>
    Action,

    /// <summary>A number of <see cref="Flows.FlowDirection"/>; None is missing.</summary>
    FlowDirection,

    /// <summary>A number of <see cref="TrafficDirection"/>.</summary>
    Direction,

    /// <summary>A number of <see cref="Flows.OwnEnd"/>.</summary>
    OwnEnd,

    /// <summary>A number of <see cref="LinkLabel"/>.</summary>
    ServicePort,

    /// <summary><see cref="FlowBatch.AccountOf"/>.</summary>
    Account,

    /// <summary><see cref="FlowBatch.RegionOf"/>.</summary>
    Region,

    /// <summary><c>OK</c> in each flow: records without a flow are not kept.</summary>
    LogStatus,
}
