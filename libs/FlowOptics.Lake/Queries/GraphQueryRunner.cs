using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The graph from the lake in two statements: the links with the totals of all of them, then the facts of the links' ends.</summary>
internal static class GraphQueryRunner
{
    // Traffic by action, three numbers each, from sums by action; the numbers are FlowAction's.
    private const string TrafficByAction =
        """
        coalesce(sum(f) FILTER (action = 1), 0)::BIGINT AS af, sum(p) FILTER (action = 1) AS ap, sum(b) FILTER (action = 1) AS ab,
        coalesce(sum(f) FILTER (action = 2), 0)::BIGINT AS rf, sum(p) FILTER (action = 2) AS rp, sum(b) FILTER (action = 2) AS rb,
        coalesce(sum(f) FILTER (action = 0), 0)::BIGINT AS nf, sum(p) FILTER (action = 0) AS np, sum(b) FILTER (action = 0) AS nb
        """;

    public static GraphAnswer Run(DuckDbConnection connection, GraphQuery query, CancellationToken cancellationToken)
    {
        var answer = Links(connection, query, cancellationToken);
        var addresses = answer.Links.SelectMany(link => new[] { link.Source, link.Target }).Distinct().Order().ToList();
        var nodes = addresses.Count == 0 ? [] : Nodes(connection, query, addresses, cancellationToken);
        return new GraphAnswer(
            query.From, query.To, nodes, answer.Links.ConvertAll(link => link.ToLink()), answer.TotalLinks, answer.Accepted, answer.Rejected, answer.Other);
    }

    private static (List<LinkRow> Links, long TotalLinks, Traffic Accepted, Traffic Rejected, Traffic Other) Links(
        DuckDbConnection connection, GraphQuery query, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add("WITH ").AddMatched(query).Add(
            $"""
            , sums AS (
                SELECT src_high, src_low, dst_high, dst_low, label, action, protocol, count(*) AS f, sum(packets) AS p, sum(bytes) AS b,
                    min(start_time) AS first, max(end_time) AS last
                FROM matched GROUP BY ALL),
            links AS MATERIALIZED (
                SELECT src_high, src_low, dst_high, dst_low, label, {TrafficByAction}, sum(b) AS bytes, min(first) AS first, max(last) AS last,
                    bit_or(CASE WHEN protocol < 64 THEN 1::UBIGINT << protocol ELSE 0::UBIGINT END) AS low_protocols,
                    list(DISTINCT protocol) FILTER (protocol >= 64) AS high_protocols
                FROM sums GROUP BY src_high, src_low, dst_high, dst_low, label),
            totals AS (SELECT count(*) AS n, sum(af) AS taf, sum(ap) AS tap, sum(ab) AS tab, sum(rf) AS trf, sum(rp) AS trp, sum(rb) AS trb,
                sum(nf) AS tnf, sum(np) AS tnp, sum(nb) AS tnb FROM links),
            shown AS (SELECT * FROM links ORDER BY bytes DESC, src_high, src_low, dst_high, dst_low, label LIMIT
            """).Add(" ").Value((long)query.Limit).Add(
            """
            )
            SELECT src_high, src_low, dst_high, dst_low, label, af, ap::HUGEINT, ab::HUGEINT, rf, rp::HUGEINT, rb::HUGEINT, nf, np::HUGEINT, nb::HUGEINT, first, last, low_protocols, high_protocols,
                n, taf::HUGEINT, tap::HUGEINT, tab::HUGEINT, trf::HUGEINT, trp::HUGEINT, trb::HUGEINT, tnf::HUGEINT, tnp::HUGEINT, tnb::HUGEINT
            FROM totals LEFT JOIN shown ON true
            ORDER BY bytes DESC, src_high, src_low, dst_high, dst_low, label
            """);
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        var links = new List<LinkRow>();
        long total = 0;
        Traffic accepted = default, rejected = default, other = default;
        foreach (var chunk in result.Chunks())
        {
            total = chunk.Column<long>(18)[0];
            accepted = new Traffic(Sum(chunk, 19, 0), Sum(chunk, 20, 0), Sum(chunk, 21, 0));
            rejected = new Traffic(Sum(chunk, 22, 0), Sum(chunk, 23, 0), Sum(chunk, 24, 0));
            other = new Traffic(Sum(chunk, 25, 0), Sum(chunk, 26, 0), Sum(chunk, 27, 0));
            // Without links there is one row, of totals alone.
            if (total == 0 || query.Limit == 0) break;
            for (var row = 0; row < chunk.RowCount; row++) links.Add(ReadLink(chunk, row));
        }

        return (links, total, accepted, rejected, other);
    }

    private static LinkRow ReadLink(DuckDbChunk chunk, int row) => new()
    {
        Source = new Address(chunk.Column<ulong>(0)[row], chunk.Column<ulong>(1)[row]),
        Target = new Address(chunk.Column<ulong>(2)[row], chunk.Column<ulong>(3)[row]),
        Label = chunk.Column<int>(4)[row],
        Accepted = new Traffic(chunk.Column<long>(5)[row], Sum(chunk, 6, row), Sum(chunk, 7, row)),
        Rejected = new Traffic(chunk.Column<long>(8)[row], Sum(chunk, 9, row), Sum(chunk, 10, row)),
        Other = new Traffic(chunk.Column<long>(11)[row], Sum(chunk, 12, row), Sum(chunk, 13, row)),
        First = chunk.Column<long>(14)[row],
        Last = chunk.Column<long>(15)[row],
        Protocols = Protocols(chunk.Column<ulong>(16)[row], chunk.List<byte>(17, row)),
    };

    private static List<GraphNode> Nodes(DuckDbConnection connection, GraphQuery query, List<Address> addresses, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add("WITH nodes AS MATERIALIZED (").Addresses(addresses).Add("), ").AddMatched(query).Add(", ")
            .Add(Side("sent", "src", (int)OwnEnd.Source)).Add(", ").Add(Side("received", "dst", (int)OwnEnd.Destination)).Add(
            """
            SELECT nodes.high, nodes.low, places.country, places.city, nullif(networks.asn, 0), networks.organization, networks.aws_service, networks.aws_region,
                least(sent.interface, received.interface),
                least(sent.own_account, received.own_account), least(sent.own_region, received.own_region), least(sent.account, received.account), least(sent.region, received.region),
                sent.flows, sent.packets, sent.bytes, received.flows, received.packets, received.bytes
            FROM nodes LEFT JOIN sent USING (high, low) LEFT JOIN received USING (high, low)
                LEFT JOIN places ON places.id = greatest(sent.place, received.place) LEFT JOIN networks ON networks.id = greatest(sent.network, received.network)
            ORDER BY nodes.high, nodes.low
            """);
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        var nodes = new List<GraphNode>(addresses.Count);
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var address = new Address(chunk.Column<ulong>(0)[row], chunk.Column<ulong>(1)[row]);
                var kind = AddressKinds.KindOf(address);
                var isPublic = kind == AddressKind.Public;
                nodes.Add(new GraphNode(
                    address.ToString(),
                    kind,
                    NullIfEmpty(chunk.GetString(2, row)),
                    NullIfEmpty(chunk.GetString(3, row)),
                    chunk.IsNull(4, row) ? null : chunk.Column<uint>(4)[row],
                    NullIfEmpty(chunk.GetString(5, row)),
                    NullIfEmpty(chunk.GetString(6, row)),
                    NullIfEmpty(chunk.GetString(7, row)),
                    chunk.GetString(8, row),
                    chunk.GetString(9, row) ?? (isPublic ? null : chunk.GetString(11, row)),
                    chunk.GetString(10, row) ?? (isPublic ? null : chunk.GetString(12, row)),
                    new Traffic(Count(chunk, 13, row), Sum(chunk, 14, row), Sum(chunk, 15, row)),
                    new Traffic(Count(chunk, 16, row), Sum(chunk, 17, row), Sum(chunk, 18, row))));
            }
        }

        return nodes;
    }

    // All words here are our own; "side" is src or dst.
    private static string Side(string name, string side, int ownEnd) =>
        $"""
        {name} AS (SELECT {side}_high AS high, {side}_low AS low, count(*) AS flows, sum(packets)::HUGEINT AS packets, sum(bytes)::HUGEINT AS bytes,
            max({side}_place) AS place, max({side}_network) AS network,
            min(interface_id) FILTER (own_end = {ownEnd}) AS interface,
            min(account) FILTER (own_end = {ownEnd}) AS own_account, min(region) FILTER (own_end = {ownEnd}) AS own_region,
            min(account) AS account, min(region) AS region
            FROM matched JOIN origins ON origins.id = matched.origin JOIN scopes ON scopes.id = matched.scope
            WHERE EXISTS (FROM nodes WHERE nodes.low = {side}_low AND nodes.high = {side}_high) GROUP BY ALL)
        """;

    private static List<int> Protocols(ulong low, ReadOnlySpan<byte> high)
    {
        var protocols = new List<int>();
        for (var protocol = 0; protocol < 64; protocol++)
        {
            if ((low >> protocol & 1) != 0) protocols.Add(protocol);
        }

        foreach (var protocol in high) protocols.Add(protocol);
        protocols.Sort();
        return protocols;
    }

    private static long Count(DuckDbChunk chunk, int column, int row) => chunk.IsNull(column, row) ? 0 : chunk.Column<long>(column)[row];

    // A sum beyond 63 bits is none that a network can make; it stops at the largest rather than turn negative.
    private static long Sum(DuckDbChunk chunk, int column, int row) =>
        chunk.IsNull(column, row) ? 0 : (long)Int128.Min(chunk.Column<Int128>(column)[row], long.MaxValue);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
