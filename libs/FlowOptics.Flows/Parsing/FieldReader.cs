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

    /// <summary>Reads a field into a row of the columns.</summary>
    /// <returns>False where it cannot be read: <see cref="FieldFault"/> says why.</returns>
    internal static bool TryRead(FieldKind kind, ReadOnlySpan<byte> field, FlowColumns columns, int row) => kind switch
    {
        FieldKind.SrcAddr => AddressReader.TryRead(field, out columns.SrcAddr[row]),
        FieldKind.DstAddr => AddressReader.TryRead(field, out columns.DstAddr[row]),
        FieldKind.PktSrcAddr => AddressReader.TryRead(field, out columns.PktSrcAddr[row]) || IsMissing(field),
        FieldKind.PktDstAddr => AddressReader.TryRead(field, out columns.PktDstAddr[row]) || IsMissing(field),
        FieldKind.SrcPort => TryReadPort(field, out columns.SrcPort[row]),
        FieldKind.DstPort => TryReadPort(field, out columns.DstPort[row]),
        FieldKind.Protocol => TryReadByte(field, out columns.Protocol[row]),
        FieldKind.TcpFlags => TryReadByte(field, out columns.TcpFlags[row]),
        FieldKind.Packets => TryReadCount(field, out columns.Packets[row]),
        FieldKind.Bytes => TryReadCount(field, out columns.Bytes[row]),
        FieldKind.Start => TryReadTime(field, out columns.Start[row]),
        FieldKind.End => TryReadOptionalTime(field, out columns.End[row]),
        FieldKind.Action => TryReadAction(field, out columns.Action[row]),
        FieldKind.FlowDirection => TryReadDirection(field, out columns.FlowDirection[row]),
        FieldKind.Text => System.Text.Unicode.Utf8.IsValid(field),
        FieldKind.LogStatus => field.SequenceEqual("OK"u8) || IsMissing(field),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static bool TryReadPort(ReadOnlySpan<byte> field, out ushort port)
    {
        port = 0;
        if (IsMissing(field)) return true;
        if (!TryReadNumber(field, out var value) || value > ushort.MaxValue) return false;
        port = (ushort)value;
        return true;
    }

    private static bool TryReadByte(ReadOnlySpan<byte> field, out byte number)
    {
        number = 0;
        if (IsMissing(field)) return true;
        if (!TryReadNumber(field, out var value) || value > byte.MaxValue) return false;
        number = (byte)value;
        return true;
    }

    private static bool TryReadCount(ReadOnlySpan<byte> field, out long count)
    {
        if (TryReadNumber(field, out count)) return true;
        count = 0;
        return IsMissing(field);
    }

    private static bool TryReadOptionalTime(ReadOnlySpan<byte> field, out long seconds)
    {
        if (TryReadTime(field, out seconds)) return true;
        seconds = 0;
        return IsMissing(field);
    }
}
