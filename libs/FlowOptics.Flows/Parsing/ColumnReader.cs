namespace FlowOptics.Flows;

/// <summary>
/// Reads a block of split lines into the open rows of the columns, one column after the other. A line that a column's reader does not understand ends
/// the block for the columns after it, and for the caller.
/// </summary>
internal static class ColumnReader
{
    /// <returns>How many lines, from the first on, were read in all columns.</returns>
    internal static int Read(FlowFormat format, FieldBlock block, FlowColumns columns)
    {
        var lines = block.Lines;
        var row = columns.Count;
        foreach (var column in format.TypedColumns)
        {
            lines = format.Kinds[column] switch
            {
                FieldKind.SrcAddr => Addresses(block, column, columns.SrcAddr.AsSpan(row, lines)),
                FieldKind.DstAddr => Addresses(block, column, columns.DstAddr.AsSpan(row, lines)),
                FieldKind.SrcPort => Ports(block, column, columns.SrcPort.AsSpan(row, lines)),
                FieldKind.DstPort => Ports(block, column, columns.DstPort.AsSpan(row, lines)),
                FieldKind.Protocol => Bytes(block, column, columns.Protocol.AsSpan(row, lines)),
                FieldKind.Packets => Counts(block, column, columns.Packets.AsSpan(row, lines)),
                FieldKind.Bytes => Counts(block, column, columns.Bytes.AsSpan(row, lines)),
                FieldKind.Start => Times(block, column, columns.Start.AsSpan(row, lines)),
                FieldKind.End => Times(block, column, columns.End.AsSpan(row, lines)),
                FieldKind.Action => Actions(block, column, columns.Action.AsSpan(row, lines)),
                FieldKind.TcpFlags => Bytes(block, column, columns.TcpFlags.AsSpan(row, lines)),
                FieldKind.FlowDirection => Directions(block, column, columns.FlowDirection.AsSpan(row, lines)),
                FieldKind.PktSrcAddr => OptionalAddresses(block, column, columns.PktSrcAddr.AsSpan(row, lines)),
                FieldKind.PktDstAddr => OptionalAddresses(block, column, columns.PktDstAddr.AsSpan(row, lines)),
                // Looked at when the lines were split.
                FieldKind.LogStatus => lines,
                _ => throw new InvalidOperationException($"{format.Names[column]} has no reader"),
            };
        }

        // Texts last: a record that the numbers reject leaves nothing in a dictionary.
        for (var text = 0; text < format.TextColumns.Length; text++)
        {
            var read = columns.SetTexts(text, block, format.TextColumns[text], lines);
            if (read < lines) columns.HasUnusedTexts = true;
            lines = read;
        }

        return lines;
    }

    private static int Addresses(FieldBlock block, int column, Span<Address> values)
    {
        for (var line = 0; line < values.Length; line++)
        {
            var (from, length) = block.Field(line, column);
            if (!FastField.TryReadAddress(block.Text, from, length, out values[line])) return line;
        }

        return values.Length;
    }

    private static int OptionalAddresses(FieldBlock block, int column, Span<Address> values)
    {
        for (var line = 0; line < values.Length; line++)
        {
            var (from, length) = block.Field(line, column);
            if (!FastField.TryReadAddress(block.Text, from, length, out values[line]) && !FieldReader.IsMissing(block.Bytes(line, column))) return line;
        }

        return values.Length;
    }

    private static int Ports(FieldBlock block, int column, Span<ushort> values)
    {
        for (var line = 0; line < values.Length; line++)
        {
            var (from, length) = block.Field(line, column);
            if (!FastField.TryReadShort(block.Text, from, length, out var value) || value > ushort.MaxValue) return line;
            values[line] = (ushort)value;
        }

        return values.Length;
    }

    private static int Bytes(FieldBlock block, int column, Span<byte> values)
    {
        for (var line = 0; line < values.Length; line++)
        {
            var (from, length) = block.Field(line, column);
            if (!FastField.TryReadShort(block.Text, from, length, out var value) || value > byte.MaxValue) return line;
            values[line] = (byte)value;
        }

        return values.Length;
    }

    private static int Counts(FieldBlock block, int column, Span<long> values)
    {
        for (var line = 0; line < values.Length; line++)
        {
            var (from, length) = block.Field(line, column);
            if (FastField.TryReadNumber(block.Text, from, length, out values[line])) continue;
            if (!FieldReader.IsMissing(block.Bytes(line, column))) return line;
            values[line] = 0;
        }

        return values.Length;
    }

    private static int Times(FieldBlock block, int column, Span<long> values)
    {
        for (var line = 0; line < values.Length; line++)
        {
            var (from, length) = block.Field(line, column);
            if (FastField.TryReadTenDigits(block.Text, from, length, out values[line]) && values[line] <= FieldReader.MillisecondsAbove) continue;
            if (!FastField.TryReadNumber(block.Text, from, length, out var value)) return line;
            if (value > FieldReader.MillisecondsAbove) value /= 1000;
            if (value > FieldReader.MaxSeconds) return line;
            values[line] = value;
        }

        return values.Length;
    }

    private static int Actions(FieldBlock block, int column, Span<FlowAction> values)
    {
        for (var line = 0; line < values.Length; line++)
        {
            var (from, length) = block.Field(line, column);
            if (FastField.TryReadAction(block.Text, from, length, out values[line])) continue;
            if (!FieldReader.IsMissing(block.Bytes(line, column))) return line;
        }

        return values.Length;
    }

    private static int Directions(FieldBlock block, int column, Span<FlowDirection> values)
    {
        for (var line = 0; line < values.Length; line++)
        {
            if (!FieldReader.TryReadDirection(block.Bytes(line, column), out values[line])) return line;
        }

        return values.Length;
    }
}
