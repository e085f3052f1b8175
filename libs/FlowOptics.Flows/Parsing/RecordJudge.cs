using System.Globalization;

namespace FlowOptics.Flows;

/// <summary>
/// The slow, obvious way to read a record that has been split into fields, which knows where one is no flow. Fields are judged in this order: their
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

    /// <param name="count">How many fields the record has; <paramref name="fields"/> holds no more of them than a format can have.</param>
    /// <param name="fault">Where rejected: the field's index, or -1 where their number is wrong.</param>
    internal static Verdict Read(
        FlowFormat format, ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields, int count, FlowColumns columns, out int fault)
    {
        fault = -1;
        if (count != format.Names.Length) return Verdict.Rejected;

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
            if (FieldReader.TryRead(format.Kinds[i], line[fields[i]], columns, columns.Count)) continue;
            fault = i;
            return Verdict.Rejected;
        }

        for (var i = 0; i < format.TextColumns.Length; i++) columns.SetText(i, line[fields[format.TextColumns[i]]]);
        return Verdict.Flow;
    }

    /// <summary>Counts a rejected record, and describes it where it is one of the first.</summary>
    /// <param name="before">Fields of the line before the record's first.</param>
    internal static void Reject(
        ParseReport report, FlowFormat format, ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields, int count, int fault, (string Unit, long Number) place, int before = 0)
    {
        report.Reject(fault < 0 ? RejectReason.FieldCount : FieldFault.ReasonOf(format.Kinds[fault]));
        if (!report.WantsSample) return;
        var reason = fault < 0 ? CountFault(format, count) : FieldFault.Describe(format.Kinds[fault], line[fields[fault]]);
        report.AddSample(new RejectedRecord(place.Number, fault < 0 ? 0 : before + fault + 1, fault < 0 ? "" : format.Names[fault], reason) { Unit = place.Unit });
    }

    private static bool IsMissing(FlowFormat format, FieldKind kind, ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields) =>
        FieldReader.IsMissing(line[fields[Array.IndexOf(format.Kinds, kind)]]);

    private static string CountFault(FlowFormat format, int count)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{count} fields, and the format has {format.Names.Length}");
        return format.IsAssumed ? $"{found} (AWS's default, since there is no header: configure the flow log's format)" : found;
    }
}
