namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>Runs one text through the parser and through the reference, and says the first thing that they do not agree on.</summary>
internal static class ParserComparison
{
    /// <param name="block">The text comes to the parser in blocks of so many bytes.</param>
    /// <returns>Null where they agree in all.</returns>
    internal static string? Difference(byte[] text, int block)
    {
        var reference = new ReferenceParser();
        reference.Read(text);
        var parser = new FlowTextParser(new ObjectIdentity("bucket", "key", "etag"));
        var refused = false;
        try
        {
            for (var position = 0; position < text.Length; position += block) parser.Write(text.AsSpan(position, Math.Min(block, text.Length - position)));
            parser.Complete();
        }
        catch (FlowFormatException)
        {
            refused = true;
            parser.Abandon();
        }

        var batches = new List<FlowBatch>();
        while (parser.TryTake(out var batch)) batches.Add(batch);
        var report = parser.Report;
        if (refused != reference.Refused) return $"refused: {refused}, the reference {reference.Refused}";
        var counts = (report.Headers, report.NoData, report.SkipData, report.Rejected, report.Flows);
        var expected = ((long)reference.Headers, (long)reference.NoData, (long)reference.SkipData, (long)reference.Rejected.Count, (long)reference.Flows.Count);
        if (counts != expected) return $"(headers, NODATA, SKIPDATA, rejected, flows): {counts}, the reference {expected}";
        if (report.Lines != report.Headers + report.NoData + report.SkipData + report.Rejected + report.Flows) return $"{report.Lines} lines, which is not the sum of {counts}";
        if (report.Rejected != Enum.GetValues<RejectReason>().Sum(report.RejectedFor)) return $"{report.Rejected} rejected, which is not the sum of their reasons";
        return Rejected(reference, report) ?? Rows(reference, batches) ?? Origins(batches);
    }

    private static string? Rejected(ReferenceParser reference, ParseReport report)
    {
        if (report.Samples.Count != Math.Min(report.Rejected, ParseReport.MaxSamples)) return $"{report.Samples.Count} samples of {report.Rejected} rejected records";
        for (var i = 0; i < report.Samples.Count; i++)
        {
            var sample = report.Samples[i];
            var place = sample.Field == 0 ? $"line {sample.Line}" : $"line {sample.Line}, field {sample.Field}";
            if (place != reference.Rejected[i]) return $"rejected {place} ({sample}), the reference {reference.Rejected[i]}";
        }

        return null;
    }

    private static string? Rows(ReferenceParser reference, List<FlowBatch> batches)
    {
        var i = 0;
        foreach (var row in batches.SelectMany(Tests.Rows.Of))
        {
            if (row != reference.Flows[i]) return $"flow {i} is\n  {row}\nthe reference\n  {reference.Flows[i]}";
            i++;
        }

        return i == reference.Flows.Count ? null : $"{i} flows in batches, the reference {reference.Flows.Count}";
    }

    private static string? Origins(List<FlowBatch> batches)
    {
        long next = 0;
        foreach (var batch in batches)
        {
            if (batch.Origin.FirstRecord != next) return $"a batch begins at record {batch.Origin.FirstRecord}, not {next}";
            next += batch.Count;
        }

        return null;
    }
}
