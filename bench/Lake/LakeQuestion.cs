using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.Bench.Lake;

/// <summary>A question as the page asks it, and the same of the raw objects in SQL. Runs differ in the addresses they ask for, so that no run profits from the one before.</summary>
/// <param name="Name">The figure's.</param>
/// <param name="Ask">Gives a few words on the answer.</param>
/// <param name="Raw">SQL for DuckDB over the raw objects; a day's question reads that day's folder alone.</param>
internal sealed record LakeQuestion(string Name, Func<IFlowStore, int, Task<string>> Ask, Func<LakeObjects, string> Raw)
{
    private const string Account = "123456789012";
    private const int GroupSize = 5;

    // The label's rule is the lower port here, which is simpler than the product's.
    private const string LinkSums = "srcaddr, dstaddr, least(srcport, dstport) AS label, action, count(*), sum(packets), sum(bytes), min(start), max(\"end\")";

    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeSeconds(LakeObjects.Start);
    private static readonly DateTimeOffset To = DateTimeOffset.FromUnixTimeSeconds(LakeObjects.End);
    private static readonly DateTimeOffset Day = To.AddDays(-1);

    public static IReadOnlyList<LakeQuestion> All { get; } =
    [
        Graph("lake.correlate-day", GraphMode.Correlate, Day),
        Graph("lake.inspect-day", GraphMode.Inspect, Day),
        Graph("lake.rejects-day", GraphMode.Rejects, Day),
        Graph("lake.correlate-all", GraphMode.Correlate, From),
        Graph("lake.inspect-all", GraphMode.Inspect, From),
        Graph("lake.rejects-all", GraphMode.Rejects, From),
        new(
            "lake.top-all",
            (store, _) => AggregateAsync(store, new AggregateQuery { By = [new Dimension("srcaddr")], From = From, To = To, Limit = 10 }),
            objects => $"SELECT srcaddr, count(*), sum(packets), sum(bytes) AS b FROM {Csv(objects.Pattern())} GROUP BY srcaddr ORDER BY b DESC LIMIT 10"),
        new(
            "lake.timeseries-all",
            (store, _) => AggregateAsync(store, new AggregateQuery { By = [new Dimension("action")], From = From, To = To, BucketSeconds = 3600, WithPoints = true }),
            objects => $"SELECT start // 3600 AS h, action, count(*), sum(packets), sum(bytes) FROM {Csv(objects.Pattern())} GROUP BY ALL ORDER BY ALL"),
    ];

    private static LakeQuestion Graph(string name, GraphMode mode, DateTimeOffset from) => new(
        name,
        async (store, run) =>
        {
            var answer = await store.GraphAsync(new GraphQuery { Mode = mode, Account = Account, From = from, To = To, Addresses = Group(mode, run) }, null, CancellationToken.None);
            return string.Create(CultureInfo.InvariantCulture, $"{answer.TotalLinks} links, {answer.Accepted.Flows + answer.Rejected.Flows} records, {Plan(answer.Plan)}");
        },
        objects => $"SELECT {LinkSums} FROM {Csv(objects.Pattern(Account, from == From ? null : Day))} WHERE {Condition(mode)} GROUP BY ALL ORDER BY sum(bytes) DESC LIMIT 2000");

    private static async Task<string> AggregateAsync(IFlowStore store, AggregateQuery query)
    {
        var answer = await store.AggregateAsync(query, null, CancellationToken.None);
        return string.Create(CultureInfo.InvariantCulture, $"{answer.TotalGroups} groups, {Plan(answer.Plan)}");
    }

    private static string Plan(QueryPlan? plan) =>
        plan is null ? "no plan told" : string.Create(CultureInfo.InvariantCulture, $"{plan.RowsRead} rows of {string.Join(" and ", plan.Tables)}");

    // Hosts that talk to each other are not known beforehand: a group of neighbours, the busiest first.
    private static List<Address> Group(GraphMode mode, int run) =>
        [.. Enumerable.Range(0, mode == GraphMode.Correlate ? GroupSize * 20 : 1).Select(i => Address.Parse(LakeObjects.Dotted(LakeObjects.Inside(0, i + run))))];

    private static string Condition(GraphMode mode)
    {
        var group = string.Join(',', Group(mode, 0).Select(address => $"'{address}'"));
        return mode switch
        {
            GraphMode.Correlate => $"srcaddr IN ({group}) AND dstaddr IN ({group})",
            GraphMode.Rejects => $"(srcaddr IN ({group}) OR dstaddr IN ({group})) AND action = 'REJECT'",
            _ => $"srcaddr IN ({group}) OR dstaddr IN ({group})",
        };
    }

    private static string Csv(string pattern) =>
        $$"""
        read_csv('{{pattern}}', delim = ' ', header = true, quote = '', columns = {
            'version': 'INTEGER', 'account-id': 'VARCHAR', 'interface-id': 'VARCHAR', 'srcaddr': 'VARCHAR', 'dstaddr': 'VARCHAR', 'srcport': 'INTEGER', 'dstport': 'INTEGER', 'protocol': 'INTEGER',
            'packets': 'BIGINT', 'bytes': 'BIGINT', 'start': 'BIGINT', 'end': 'BIGINT', 'action': 'VARCHAR', 'log-status': 'VARCHAR'})
        """;
}
