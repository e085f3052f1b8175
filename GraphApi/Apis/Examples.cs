using FlowOptics.Flows;
using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Questions that have an answer, made from the data: the busiest inside conversations of an account, its busiest address, its most refused one. Worked
/// out at most once a minute, and only when there are new records.
/// </summary>
internal sealed class Examples(LakeDatabase lake, TimeProvider time, ILogger<Examples> logger) : IDisposable
{
    private const int MaxAccounts = 5;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private IReadOnlyList<Example> _latest = [];
    private long _records = -1;
    private DateTimeOffset _made;

    public async Task<IReadOnlyList<Example>> GetAsync(CancellationToken cancellationToken)
    {
        if (IsFresh()) return _latest;
        // One works them out; whoever comes meanwhile has the last ones, if there are any.
        if (!await _one.WaitAsync(_latest.Count > 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellationToken)) return _latest;
        var generation = lake.Generation;
        try
        {
            if (IsFresh()) return _latest;
            var records = lake.Summary.Records;
            generation = lake.Generation;
            var examples = await Task.Run(() => Make(cancellationToken), cancellationToken);
            (_latest, _records, _made) = (examples, records, time.GetUtcNow());
            return examples;
        }
        catch (DuckDbException exception)
        {
            // They are a courtesy: whatever else meta says does not depend on them.
            Log.QueryFailed(logger, exception.Message);
            if (exception.IsFatal) lake.Rebuild(exception.Message, generation);
            return _latest;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private bool IsFresh() => _records == lake.Summary.Records || (_latest.Count > 0 && time.GetUtcNow() - _made < MaxAge);

    private List<Example> Make(CancellationToken cancellationToken)
    {
        if (lake.Summary.Last is not { } last) return [];
        // Days as the question counts them; where the newest record is older than a day, further back.
        var midnight = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var days = Math.Max(1, (int)Math.Ceiling((midnight - last).TotalDays) + 1);
        var since = midnight.AddDays(-days).ToUnixTimeSeconds();
        var accounts = lake.Summary.Scopes.GroupBy(scope => scope.Account).OrderByDescending(account => account.Sum(scope => scope.Records)).Select(account => account.Key).Take(MaxAccounts).ToList();
        var examples = new List<Example>();
        using var connection = lake.Connect();
        foreach (var account in accounts)
        {
            var group = Addresses(
                connection,
                """
                SELECT src_high, src_low, dst_high, dst_low FROM flows WHERE start_time >= ? AND scope IN (SELECT id FROM scopes WHERE account = ?) AND direction = 3
                GROUP BY ALL ORDER BY sum(bytes) DESC, src_high, src_low, dst_high, dst_low LIMIT 20
                """,
                since,
                account,
                cancellationToken);
            // Internal traffic also goes to multicast and link-local addresses.
            group = group.FindAll(address => AddressKinds.KindOf(Address.Parse(address)) == AddressKind.Private);
            if (group.Count >= 2) examples.Add(new Example(account, GraphMode.Correlate, days, [.. group.Take(6)], $"Who talks most inside {account}"));
            var busiest = Addresses(connection, Busiest("true"), since, account, cancellationToken);
            if (busiest.Count > 0) examples.Add(new Example(account, GraphMode.Inspect, days, busiest, $"All traffic of {busiest[0]}"));
            var refused = Addresses(connection, Busiest("action = 2"), since, account, cancellationToken);
            if (refused.Count > 0) examples.Add(new Example(account, GraphMode.Rejects, days, refused, $"What was refused at {refused[0]}"));
        }

        return examples;
    }

    private static string Busiest(string condition) =>
        $"""
        SELECT CASE own_end WHEN 1 THEN src_high ELSE dst_high END AS high, CASE own_end WHEN 1 THEN src_low ELSE dst_low END AS low
        FROM flows WHERE start_time >= ? AND scope IN (SELECT id FROM scopes WHERE account = ?) AND own_end <> 0 AND {condition} GROUP BY ALL ORDER BY count(*) DESC, high, low LIMIT 1
        """;

    private static List<string> Addresses(DuckDbConnection connection, string sql, long since, string account, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare(sql);
        using var result = statement.Bind(1, since).Bind(2, account).Execute(cancellationToken);
        var addresses = new List<string>();
        foreach (var row in result.ToRows())
        {
            for (var i = 0; i < row.Length; i += 2)
            {
                var address = new Address((ulong)row[i]!, (ulong)row[i + 1]!).ToString();
                if (!addresses.Contains(address, StringComparer.Ordinal)) addresses.Add(address);
            }
        }

        return addresses;
    }
}
