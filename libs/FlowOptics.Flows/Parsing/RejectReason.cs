namespace FlowOptics.Flows;

/// <summary>Why a record was rejected, in a few kinds that can be counted.</summary>
public enum RejectReason
{
    /// <summary>It has not as many fields as the format.</summary>
    FieldCount,

    /// <summary>Its line is longer than what is read.</summary>
    Length,
    Address,
    Port,
    Protocol,
    TcpFlags,

    /// <summary>Packets or bytes.</summary>
    Count,

    /// <summary>Start or end.</summary>
    Time,
    Action,
    Direction,
    Status,

    /// <summary>A field that is kept as text is no UTF-8.</summary>
    Text,
}
