namespace FlowOptics.Flows;

/// <summary>
/// Reads one field by its kind and says in words why it cannot. The plain way: <see cref="FlowTextParser"/> comes here only with what its fast
/// way did not understand.
/// </summary>
internal static class FieldReader
{
    /// <summary>9999-12-31T23:59:59Z, the last second that <see cref="DateTimeOffset"/> knows.</summary>
    internal const long MaxSeconds = 253_402_300_799;

    /// <summary>Some sources write milliseconds; a number of seconds above this (2038) is taken for them.</summary>
    internal const long MillisecondsAbove = int.MaxValue;

    /// <summary>AWS writes "-" where a record has no value.</summary>
    internal static bool IsMissing(ReadOnlySpan<byte> field) => field.Length == 1 && field[0] == '-';

    /// <summary>A whole number from 0 to <see cref="long.MaxValue"/>: digits alone, no sign.</summary>
    internal static bool TryReadNumber(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if (field.IsEmpty) return false;
        foreach (var character in field)
        {
            var digit = character - '0';
            if ((uint)digit > 9) return false;
            if (value > (long.MaxValue - digit) / 10) return false;
            value = (value * 10) + digit;
        }

        return true;
    }

    internal static bool TryReadTime(ReadOnlySpan<byte> field, out long seconds)
    {
        if (!TryReadNumber(field, out seconds)) return false;
        if (seconds > MillisecondsAbove) seconds /= 1000;
        return seconds <= MaxSeconds;
    }

    internal static bool TryReadAction(ReadOnlySpan<byte> field, out FlowAction action)
    {
        action = field.SequenceEqual("ACCEPT"u8) ? FlowAction.Accept : field.SequenceEqual("REJECT"u8) ? FlowAction.Reject : FlowAction.None;
        return action != FlowAction.None || IsMissing(field);
    }

    internal static bool TryReadDirection(ReadOnlySpan<byte> field, out FlowDirection direction)
    {
        direction = field.SequenceEqual("ingress"u8) ? FlowDirection.Ingress : field.SequenceEqual("egress"u8) ? FlowDirection.Egress : FlowDirection.None;
        return direction != FlowDirection.None || IsMissing(field);
    }

    /// <summary>Reads a field into a row of the columns, or returns what is wrong with it.</summary>
    internal static string? Read(FieldKind kind, ReadOnlySpan<byte> field, FlowColumns columns, int row)
    {
        switch (kind)
        {
            case FieldKind.SrcAddr: return ReadAddress(field, columns.SrcAddr, row, needed: true);
            case FieldKind.DstAddr: return ReadAddress(field, columns.DstAddr, row, needed: true);
            case FieldKind.PktSrcAddr: return ReadAddress(field, columns.PktSrcAddr, row, needed: false);
            case FieldKind.PktDstAddr: return ReadAddress(field, columns.PktDstAddr, row, needed: false);
            case FieldKind.SrcPort: return ReadPort(field, columns.SrcPort, row);
            case FieldKind.DstPort: return ReadPort(field, columns.DstPort, row);
            case FieldKind.Protocol: return ReadByte(field, columns.Protocol, row, "IP protocol");
            case FieldKind.TcpFlags: return ReadByte(field, columns.TcpFlags, row, "set of TCP flags");
            case FieldKind.Packets: return ReadCount(field, columns.Packets, row);
            case FieldKind.Bytes: return ReadCount(field, columns.Bytes, row);
            case FieldKind.Start: return ReadTime(field, columns.Start, row, needed: true);
            case FieldKind.End: return ReadTime(field, columns.End, row, needed: false);
            case FieldKind.Action: return TryReadAction(field, out columns.Action[row]) ? null : $"{FieldText.Quote(field)} is no action (ACCEPT, REJECT)";
            case FieldKind.FlowDirection:
                return TryReadDirection(field, out columns.FlowDirection[row]) ? null : $"{FieldText.Quote(field)} is no direction (ingress, egress)";
            case FieldKind.Text: return System.Text.Unicode.Utf8.IsValid(field) ? null : $"{FieldText.Quote(field)} is no UTF-8 text";
            case FieldKind.LogStatus: return field.SequenceEqual("OK"u8) || IsMissing(field) ? null : $"{FieldText.Quote(field)} is no status (OK, NODATA, SKIPDATA)";
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private static string? ReadAddress(ReadOnlySpan<byte> field, Address[] column, int row, bool needed)
    {
        if (AddressReader.TryRead(field, out column[row])) return null;
        if (!IsMissing(field)) return $"{FieldText.Quote(field)} is no IP address";
        return needed ? "'-' (missing), and a flow needs it" : null;
    }

    private static string? ReadPort(ReadOnlySpan<byte> field, ushort[] column, int row)
    {
        column[row] = 0;
        if (IsMissing(field)) return null;
        if (!TryReadNumber(field, out var value) || value > ushort.MaxValue) return $"{FieldText.Quote(field)} is no port (0 to 65535)";
        column[row] = (ushort)value;
        return null;
    }

    private static string? ReadByte(ReadOnlySpan<byte> field, byte[] column, int row, string what)
    {
        column[row] = 0;
        if (IsMissing(field)) return null;
        if (!TryReadNumber(field, out var value) || value > byte.MaxValue) return $"{FieldText.Quote(field)} is no {what} (0 to 255)";
        column[row] = (byte)value;
        return null;
    }

    private static string? ReadCount(ReadOnlySpan<byte> field, long[] column, int row)
    {
        if (TryReadNumber(field, out column[row])) return null;
        column[row] = 0;
        return IsMissing(field) ? null : $"{FieldText.Quote(field)} is no count (0 to {long.MaxValue})";
    }

    private static string? ReadTime(ReadOnlySpan<byte> field, long[] column, int row, bool needed)
    {
        if (TryReadTime(field, out column[row])) return null;
        column[row] = 0;
        if (!IsMissing(field)) return $"{FieldText.Quote(field)} is no time in Unix seconds or milliseconds";
        return needed ? "'-' (missing), and a flow needs it" : null;
    }
}
