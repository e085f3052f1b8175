using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>A day that detectors look at, inside one transaction.</summary>
internal sealed class FindingDay
{
    private const string Ends = "scope, src_high, src_low, dst_high, dst_low, protocol, action, direction, src_place, dst_place, src_network, dst_network, packets, bytes";
    private const string LinkColumns = Ends + ", label, flows, first, last";
    private const string FlowColumns = Ends + ", service_label AS label, 1::BIGINT AS flows, start_time AS first, end_time AS last";

    private readonly PlannedSource _links;
    private readonly PlannedSource _flows;
    private PlannedSource? _before;

    public FindingDay(DuckDbConnection connection, int day, FindingOptions options, CancellationToken cancellationToken)
    {
        (Connection, Day, Options, CancellationToken) = (connection, day, options, cancellationToken);
        _links = Plan(day, day + 1, rollUps: true);
        _flows = Plan(day, day + 1, rollUps: false);
    }

    public DuckDbConnection Connection { get; }

    /// <summary>Days since 1970.</summary>
    public int Day { get; }

    public FindingOptions Options { get; }

    public CancellationToken CancellationToken { get; }

    public IReadOnlyDictionary<int, (string Account, string Region)> Scopes => _links.Scopes.ById;

    /// <summary>Sources that were found to scan: what they were refused needs no other finding.</summary>
    public HashSet<(int Scope, Address Source)> Scanners { get; } = [];

    public static DateTimeOffset StartOf(int day) => DateTimeOffset.UnixEpoch.AddDays(day);

    /// <summary>The day's links: scope, ends, label, protocol, action, direction, places, networks, flows, packets, bytes, first, last. A link may have several rows.</summary>
    public SqlText AddLinks(SqlText sql) => AddLinks(sql, _links);

    /// <summary>Likewise of the days before, as many as are looked back at.</summary>
    public SqlText AddLinksBefore(SqlText sql) => AddLinks(sql, _before ??= Plan(Day - Options.LookbackDays, Day, rollUps: true));

    /// <summary>The day's records, with src_port and dst_port beside.</summary>
    public SqlText AddFlows(SqlText sql) => _flows.AddTo(sql, _ => FlowColumns + ", src_port, dst_port");

    public List<object?[]> Rows(SqlText sql)
    {
        using var statement = sql.Prepare(Connection);
        using var result = statement.Execute(CancellationToken);
        return result.ToRows();
    }

    /// <summary>The sums of what a condition says, of an account or a region of it.</summary>
    public FindingCounts Count(string account, string? region, FindingCondition condition)
    {
        var sql = new SqlText().Add(
            """
            SELECT count(*) > 0, least(sum(flows), 9223372036854775807)::BIGINT, least(sum(packets), 9223372036854775807)::BIGINT, least(sum(bytes), 9223372036854775807)::BIGINT, min(first), max(last) FROM
            """).Add(" ");
        _ = condition.NeedsPorts ? AddFlows(sql) : AddLinks(sql);
        sql.Add(" AS links WHERE scope IN (");
        var separator = "";
        foreach (var (id, scope) in Scopes)
        {
            if (scope.Account != account || (region is not null && scope.Region != region)) continue;
            sql.Add(separator).Value((long)id);
            separator = ", ";
        }

        var row = Rows(condition.AddTo(sql.Add(")")))[0];
        return row[0] is true ? new FindingCounts(new Traffic((long)row[1]!, (long)row[2]!, (long)row[3]!), (long)row[4]!, (long)row[5]!) : default;
    }

    public static Address AddressOf(object? high, object? low) => new((ulong)high!, (ulong)low!);

    /// <summary>Adds a list of numbers in brackets; of none, one that nothing is equal to.</summary>
    public static SqlText AddList(SqlText sql, IEnumerable<int> numbers)
    {
        sql.Add("(");
        var separator = "";
        foreach (var number in numbers)
        {
            sql.Add(separator).Value((long)number);
            separator = ", ";
        }

        return separator.Length == 0 ? sql.Add("NULL)") : sql.Add(")");
    }

    private static SqlText AddLinks(SqlText sql, PlannedSource source) => source.AddTo(sql, table => table.IsFlows ? FlowColumns : LinkColumns);

    private PlannedSource Plan(int from, int to, bool rollUps) => QueryPlanner.Plan(
        Connection,
        new FlowsQuery { From = StartOf(from), To = StartOf(to), Limit = 0 },
        rollUps ? LakeTable.LinksDay : null,
        null,
        CancellationToken);
}
