namespace FlowOptics.Flows;

/// <summary>The columns that <see cref="BatchBuffers"/> keeps an array for.</summary>
internal enum BufferColumn
{
    SrcAddr,
    DstAddr,
    SrcPort,
    DstPort,
    Protocol,
    Packets,
    Bytes,
    Start,
    End,
    Action,
    TcpFlags,
    FlowDirection,
    PktSrcAddr,
    PktDstAddr,
    SrcPlace,
    DstPlace,
    SrcNetwork,
    DstNetwork,
    SrcKind,
    DstKind,
    Direction,
    ServiceSide,

    /// <summary>How many there are; texts have a list of their own.</summary>
    Texts,
}
