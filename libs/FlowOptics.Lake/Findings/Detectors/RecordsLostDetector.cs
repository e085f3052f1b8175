namespace FlowOptics.Lake;

/// <summary>SKIPDATA by account and region, from the ledger: of the day of an object's first record, else of its arrival.</summary>
internal static class RecordsLostDetector
{
    public static IEnumerable<FindingDraft> Find(FindingDay day)
    {
        var sql = new SqlText().Add($"SELECT key, skipdata FROM ledger WHERE skipdata > 0 AND {RetentionSchema.IsHeld} AND {FindingSchema.DayOfObject} = ").Value((long)day.Day);
        return day.Rows(sql)
            .Select(row => (Path: ObjectPath.Parse((string)row[0]!), Intervals: (long)row[1]!))
            .GroupBy(item => (Account: item.Path.Account ?? "unknown", item.Path.Region))
            .OrderBy(scope => scope.Key.Account, StringComparer.Ordinal).ThenBy(scope => scope.Key.Region, StringComparer.Ordinal)
            .Select(scope => RecordsLostRule.Judge(scope.Key.Account, scope.Key.Region, scope.Sum(item => item.Intervals), scope.Count()));
    }
}
