namespace FlowOptics.Lake;

/// <summary>All detectors on one day.</summary>
internal static class FindingDetectors
{
    /// <returns>The findings that are kept, and how many are not.</returns>
    public static (IReadOnlyList<Finding> Kept, int Omitted) Find(FindingDay day)
    {
        VolumeDetector.Remember(day);
        ContactDetector.Remember(day);
        // Scans first: what a scanner is refused is no finding of its own.
        List<FindingDraft> drafts = [.. ScanDetector.Find(day)];
        drafts.AddRange(BruteForceDetector.Find(day));
        drafts.AddRange(VolumeDetector.Find(day));
        drafts.AddRange(ContactDetector.Find(day));
        drafts.AddRange(RejectsBeganDetector.Find(day));
        drafts.AddRange(InternetScanDetector.Find(day));
        drafts.AddRange(RecordsLostDetector.Find(day));

        var before = FindingMemory.GroupsBefore(day.Connection, day.Day, day.Options, day.CancellationToken);
        var range = (FindingDay.StartOf(day.Day), FindingDay.StartOf(day.Day + 1));
        var kept = drafts
            .GroupBy(draft => draft.Kind)
            .SelectMany(kind => kind.OrderByDescending(draft => draft.Severity).ThenByDescending(draft => draft.Magnitude).ThenBy(draft => draft.Account + draft.Region + draft.Subject, StringComparer.Ordinal)
                .Take(day.Options.KeptOfKind))
            .Select(draft => draft.ToFinding(day.Day, "history", range, Counts(day, draft), !before.Contains((draft.Kind, draft.Group))))
            .ToList();
        return (kept, drafts.Count - kept.Count);
    }

    // What has no records to show is of the whole day.
    private static FindingCounts Counts(FindingDay day, FindingDraft draft) => draft.Condition is { } condition
        ? day.Count(draft.Account, draft.Region, condition)
        : new FindingCounts(default, FindingDay.StartOf(day.Day).ToUnixTimeSeconds(), FindingDay.StartOf(day.Day + 1).ToUnixTimeSeconds());
}
