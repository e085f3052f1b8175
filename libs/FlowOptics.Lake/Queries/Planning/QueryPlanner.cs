using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Decides which tables answer a question: for each part of its range the coarsest of the roll-ups that are offered and sealed there, <c>flows</c> for the rest. Answers are the same
/// whichever it is; only their cost differs.
/// </summary>
internal static class QueryPlanner
{
    /// <summary>Plans inside the transaction that the query reads in.</summary>
    /// <param name="byDay">The table for whole sealed days; null where the question cannot be answered from one. It is passed over where it lacks a field of the filter; so is the next.</param>
    /// <param name="byHour">The table for whole sealed hours; null likewise. Both null: <c>flows</c> alone.</param>
    public static PlannedSource Plan(DuckDbConnection connection, FlowScope question, LakeTable? byDay, LakeTable? byHour, CancellationToken cancellationToken)
    {
        (byDay, byHour) = (Answering(byDay, question), Answering(byHour, question));
        var scopes = LoggedScopes.Read(connection, question, cancellationToken);
        var (from, to) = (RecordTime.Seconds(question.From), RecordTime.Seconds(question.To));
        if (byDay is null && byHour is null) return new PlannedSource(scopes, question.Filter, Parts(SealedSpans.None(from, to), null, null, question.Table));
        return new PlannedSource(scopes, question.Filter, Parts(SealedSpans.Read(connection, from, to, cancellationToken), byDay, byHour, question.Table));
    }

    private static LakeTable? Answering(LakeTable? table, FlowScope question) => question.Filter is null || table?.Filter?.CanAnswer(question.Filter) == true ? table : null;

    internal static IReadOnlyList<PlannedPart> Parts(SealedSpans spans, LakeTable? byDay, LakeTable? byHour, LakeTable? records = null)
    {
        var (days, hours, seconds) = (spans.Days, spans.Hours, spans.Seconds);
        if (byDay is null) (days, hours) = ([], Merge(hours, days, SealedSpans.DayLength / SealedSpans.HourLength));
        if (byHour is null) (hours, seconds) = ([], Merge(seconds, hours, SealedSpans.HourLength));
        return [.. Part(byDay, days), .. Part(byHour, hours), .. Part(records ?? LakeTable.Flows, seconds)];
    }

    private static IEnumerable<PlannedPart> Part(LakeTable? table, IReadOnlyList<NumberRange> ranges) =>
        table is null || ranges.Count == 0 ? [] : [new PlannedPart(table, ranges)];

    /// <summary>Ranges of a coarser unit, cut small, among those of a finer one; they do not overlap.</summary>
    private static List<NumberRange> Merge(IReadOnlyList<NumberRange> fine, IReadOnlyList<NumberRange> coarse, long factor)
    {
        var merged = new List<NumberRange>();
        foreach (var range in fine.Concat(coarse.Select(range => new NumberRange(range.First * factor, range.End * factor))).OrderBy(range => range.First))
        {
            if (merged.Count > 0 && merged[^1].End == range.First) merged[^1] = merged[^1] with { End = range.End };
            else merged.Add(range);
        }

        return merged;
    }
}

/// <summary>What one table answers of a range.</summary>
/// <param name="Ranges">In the table's own unit, in order, apart from each other.</param>
internal sealed record PlannedPart(LakeTable Table, IReadOnlyList<NumberRange> Ranges);
