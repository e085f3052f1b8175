using System.Globalization;

namespace FlowOptics.Flows;

/// <summary>
/// The slow, obvious way to read a line that has been split into fields, which can say why one is no flow. Fields are judged in this order: their
/// number, log-status, then each from left to right; the first fault is the one that is told.
/// </summary>
internal static class RecordJudge
{
    internal enum Verdict
    {
        /// <summary>The open row of the columns holds the flow.</summary>
        Flow,
        NoData,
        SkipData,
        Rejected,
    }

    /// <param name="count">How many fields the line has; <paramref name="fields"/> holds no more of them than a format can have.</param>
    /// <param name="fault">Where rejected: the field's index, or -1 for the whole line, and the reason.</param>
    internal static Verdict Read(
        FlowFormat format, ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields, int count, FlowColumns columns, out (int Field, string Reason) fault)
    {
        fault = (-1, "");
        if (count != format.Names.Length)
        {
            fault = (-1, CountFault(format, count));
            return Verdict.Rejected;
        }

        if (format.LogStatusColumn >= 0)
        {
            var status = line[fields[format.LogStatusColumn]];
            if (status.SequenceEqual("NODATA"u8)) return Verdict.NoData;
            if (status.SequenceEqual("SKIPDATA"u8)) return Verdict.SkipData;
        }
        else if (IsMissing(format, FieldKind.SrcAddr, line, fields) && IsMissing(format, FieldKind.DstAddr, line, fields))
        {
            // Without the field that would say so, a record without addresses is an interval without traffic.
            return Verdict.NoData;
        }

        columns.Reserve(1);
        for (var i = 0; i < fields.Length; i++)
        {
            if (FieldReader.Read(format.Kinds[i], line[fields[i]], columns, columns.Count) is not { } reason) continue;
            fault = (i, reason);
            return Verdict.Rejected;
        }

        for (var i = 0; i < format.TextColumns.Length; i++) columns.SetText(i, line[fields[format.TextColumns[i]]]);
        return Verdict.Flow;
    }

    private static bool IsMissing(FlowFormat format, FieldKind kind, ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields) =>
        FieldReader.IsMissing(line[fields[Array.IndexOf(format.Kinds, kind)]]);

    private static string CountFault(FlowFormat format, int count)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{count} fields, and the format has {format.Names.Length}");
        return format.IsAssumed ? $"{found} (AWS's default, since there is no header: configure the flow log's format)" : found;
    }
}
