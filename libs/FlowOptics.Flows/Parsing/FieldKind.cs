namespace FlowOptics.Flows;

/// <summary>How a field of a record is read. Text is everything that has no typed column in <see cref="FlowBatch"/>.</summary>
internal enum FieldKind : byte
{
    Text,
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
    LogStatus,
    TcpFlags,
    FlowDirection,
    PktSrcAddr,
    PktDstAddr,
}
