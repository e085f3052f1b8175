namespace FlowOptics.Flows;

/// <summary>What is wrong with a field that <see cref="FieldReader"/> could not read: as a kind, and in words.</summary>
internal static class FieldFault
{
    internal static RejectReason ReasonOf(FieldKind kind) => kind switch
    {
        FieldKind.SrcAddr or FieldKind.DstAddr or FieldKind.PktSrcAddr or FieldKind.PktDstAddr => RejectReason.Address,
        FieldKind.SrcPort or FieldKind.DstPort => RejectReason.Port,
        FieldKind.Protocol => RejectReason.Protocol,
        FieldKind.TcpFlags => RejectReason.TcpFlags,
        FieldKind.Packets or FieldKind.Bytes => RejectReason.Count,
        FieldKind.Start or FieldKind.End => RejectReason.Time,
        FieldKind.Action => RejectReason.Action,
        FieldKind.FlowDirection => RejectReason.Direction,
        FieldKind.LogStatus => RejectReason.Status,
        _ => RejectReason.Text,
    };

    internal static string Describe(FieldKind kind, ReadOnlySpan<byte> field)
    {
        // Only of a field that a flow cannot do without is "missing" a fault.
        if (FieldReader.IsMissing(field)) return "'-' (missing), and a flow needs it";
        var what = ReasonOf(kind) switch
        {
            RejectReason.Address => "is no IP address",
            RejectReason.Port => "is no port (0 to 65535)",
            RejectReason.Protocol => "is no IP protocol (0 to 255)",
            RejectReason.TcpFlags => "is no set of TCP flags (0 to 255)",
            RejectReason.Count => $"is no count (0 to {long.MaxValue})",
            RejectReason.Time => "is no time in Unix seconds or milliseconds",
            RejectReason.Action => "is no action (ACCEPT, REJECT)",
            RejectReason.Direction => "is no direction (ingress, egress)",
            RejectReason.Status => "is no status (OK, NODATA, SKIPDATA)",
            _ => "is no UTF-8 text",
        };
        return $"{FieldText.Quote(field)} {what}";
    }
}
