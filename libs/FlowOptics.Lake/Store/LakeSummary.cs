using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>What the lake holds, kept up to date by the writer, so that nobody counts rows to know. Immutable.</summary>
public sealed record LakeSummary
{
    /// <summary>Rows by account and region, largest first.</summary>
    public IReadOnlyList<ScopeCount> Scopes { get; init; } = [];

    public long Objects { get; init; }

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
        using var objects = connection.Query("SELECT count(*), sum(nodata)::BIGINT, sum(skipdata)::BIGINT, sum(rejected)::BIGINT, max(last_modified) FROM ledger");
        var ledger = objects.ToRows()[0];
        using var flows = connection.Query(
            """
            SELECT account, region, records, first, last
            FROM (SELECT scope, count(*) AS records, min(start_time) AS first, max(start_time) AS last FROM flows GROUP BY scope) JOIN scopes ON scopes.id = scope
            ORDER BY records DESC, account, region
            """);
        var scopes = flows.ToRows().ConvertAll(row => (Scope: new ScopeCount((string)row[0]!, (string)row[1]!, (long)row[2]!), First: (long)row[3]!, Last: (long)row[4]!));
        return new LakeSummary
        {
            Scopes = scopes.ConvertAll(scope => scope.Scope),
            Objects = (long)ledger[0]!,
            Records = scopes.Sum(scope => scope.Scope.Records),
            NoData = ledger[1] as long? ?? 0,
            SkipData = ledger[2] as long? ?? 0,
            Rejected = ledger[3] as long? ?? 0,
            Newest = ledger[4] is long newest ? Ledger.TimeFrom(newest) : null,
            First = scopes.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(scopes.Min(scope => scope.First)),
            Last = scopes.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(scopes.Max(scope => scope.Last)),
        };
    }
}

/// <summary>How many records of one account in one region.</summary>
public sealed record ScopeCount(string Account, string Region, long Records);
