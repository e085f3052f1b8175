using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Traffic by place from the lake, in one statement. The public end is the source of inbound and through, the destination of outbound.</summary>
internal static class GeoQueryRunner
{
    // The key columns k0 to k3 of the statement, in this order.
    private static readonly DimensionSql[] Columns = [.. new[] { Dimensions.Account, "country", Dimensions.Direction, Dimensions.Action }.Select((name, i) => new DimensionSql(new Dimension(name), i))];

    public static GeoAnswer Run(DuckDbConnection connection, GeoQuery query, CancellationToken cancellationToken)
    {
        var plan = new AggregatePlan(connection, query, cancellationToken);
        var sql = new SqlText().Add(
            """
            WITH grouped AS (
                SELECT k0 AS scope, k1 AS place, k2 AS direction, k3 AS action, sum(flows)::HUGEINT AS flows, sum(packets)::HUGEINT AS packets, sum(bytes)::HUGEINT AS bytes
                FROM
            """).Add(" ");
        plan.Rows(Columns, null).AddTo(sql, AggregateRows.Sums).Add(" GROUP BY ALL)").Add(query.ByCountry ? Countries : Cities);
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        var totals = new GeoTotals();
        var places = new List<GeoPlace>();
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++) Add(chunk, row, totals, places);
        }

        return totals.ToAnswer(query.From, query.To, places) with { Plan = plan.ToQueryPlan() };
    }

    // Place 0 is none.
    private const string Cities =
        """
         SELECT account, region, place <> 0, country, city, latitude, longitude, direction, action, flows, packets, bytes
        FROM grouped JOIN scopes ON scopes.id = scope LEFT JOIN places ON places.id = place
        ORDER BY flows DESC, account, region, country, city, place, direction, action
        """;

    private const string Countries =
        """
         SELECT account, region, place <> 0, country, '', NULL::FLOAT, NULL::FLOAT, direction, action, sum(flows)::HUGEINT AS sum_flows, sum(packets)::HUGEINT, sum(bytes)::HUGEINT
        FROM grouped JOIN scopes ON scopes.id = scope LEFT JOIN places ON places.id = place
        GROUP BY ALL
        ORDER BY sum_flows DESC, account, region, country, direction, action
        """;

    private static void Add(DuckDbChunk chunk, int row, GeoTotals totals, List<GeoPlace> places)
    {
        var (direction, action) = ((TrafficDirection)chunk.Column<byte>(7)[row], (FlowAction)chunk.Column<byte>(8)[row]);
        var traffic = chunk.Traffic(9, row);
        totals.Add(action, traffic);
        if (direction == TrafficDirection.Internal) return;
        if (chunk.Column<byte>(2)[row] == 0)
        {
            totals.AddUnplaced(traffic);
            return;
        }

        places.Add(new GeoPlace(
            chunk.GetString(0, row)!,
            chunk.GetString(1, row)!,
            chunk.GetString(3, row)!,
            chunk.GetString(4, row)!,
            chunk.IsNull(5, row) ? null : chunk.Column<float>(5)[row],
            chunk.IsNull(6, row) ? null : chunk.Column<float>(6)[row],
            direction,
            action,
            traffic.Flows,
            traffic.Packets,
            traffic.Bytes));
    }
}
