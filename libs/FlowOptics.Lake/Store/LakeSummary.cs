using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>What the lake holds, kept up to date by the writer, so that nobody counts rows to know. Immutable.</summary>
public sealed record LakeSummary
{
    /// <summary>Rows by account and region, largest first.</summary>
    public IReadOnlyList<ScopeCount> Scopes { get; init; } = [];

    public long Objects { get; init; }

    /// <summary>Objects that retention took away, or read and did not take; the other counts are without them.</summary>
    public long Expired { get; init; }

    public long Records { get; init; }

    public long NoData { get; init; }

    public long SkipData { get; init; }

    public long Rejected { get; init; }

    /// <summary>Of records' start; null where there are none.</summary>
    public DateTimeOffset? First { get; init; }

    public DateTimeOffset? Last { get; init; }

    /// <summary>The youngest object's arrival in the bucket.</summary>
    public DateTimeOffset? Newest { get; init; }

    internal static LakeSummary Load(DuckDbConnection connection)
    {
        using var flows = connection.Query(
            """
            SELECT account, region, records
            FROM (SELECT scope, count(*) AS records FROM flows GROUP BY scope) JOIN scopes ON scopes.id = scope
            ORDER BY records DESC, account, region
            """);
        return Load(connection, flows.ToRows().ConvertAll(row => new ScopeCount((string)row[0]!, (string)row[1]!, (long)row[2]!)));
    }

    /// <summary>With these records gone; the ledger says the rest.</summary>
    internal LakeSummary Without(DuckDbConnection connection, IReadOnlyCollection<ScopeCount> gone)
    {
        var counts = Scopes.ToDictionary(scope => (scope.Account, scope.Region), scope => scope.Records);
        foreach (var scope in gone) counts[(scope.Account, scope.Region)] = counts.GetValueOrDefault((scope.Account, scope.Region)) - scope.Records;
        return Load(connection, Ordered(counts.Where(scope => scope.Value > 0)));
    }

    /// <summary>As <see cref="Scopes"/> has them.</summary>
    internal static List<ScopeCount> Ordered(IEnumerable<KeyValuePair<(string Account, string Region), long>> counts) =>
    [
        .. counts.Select(scope => new ScopeCount(scope.Key.Account, scope.Key.Region, scope.Value))
            .OrderByDescending(scope => scope.Records).ThenBy(scope => scope.Account, StringComparer.Ordinal).ThenBy(scope => scope.Region, StringComparer.Ordinal),
    ];

    private static LakeSummary Load(DuckDbConnection connection, List<ScopeCount> scopes)
    {
        using var objects = connection.Query(
            $"""
            SELECT count(*), sum(nodata)::BIGINT, sum(skipdata)::BIGINT, sum(rejected)::BIGINT, max(last_modified), min(first_start), max(last_start), (SELECT count(*) FROM ledger WHERE NOT ({RetentionSchema.IsHeld}))
            FROM ledger WHERE {RetentionSchema.IsHeld}
            """);
        var ledger = objects.ToRows()[0];
        return new LakeSummary
        {
            Scopes = scopes,
            Objects = (long)ledger[0]!,
            Expired = (long)ledger[7]!,
            Records = scopes.Sum(scope => scope.Records),
            NoData = ledger[1] as long? ?? 0,
            SkipData = ledger[2] as long? ?? 0,
            Rejected = ledger[3] as long? ?? 0,
            Newest = ledger[4] is long newest ? Ledger.TimeFrom(newest) : null,
            First = ledger[5] is long first ? DateTimeOffset.FromUnixTimeSeconds(first) : null,
            Last = ledger[6] is long last ? DateTimeOffset.FromUnixTimeSeconds(last) : null,
        };
    }
}

/// <summary>How many records of one account in one region.</summary>
public sealed record ScopeCount(string Account, string Region, long Records);
