using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Traffic by place from the lake, in one statement. The public end is the source of inbound and through, the destination of outbound.</summary>
internal static class GeoQueryRunner
{
    public static GeoAnswer Run(DuckDbConnection connection, GeoQuery query, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add(
            """
            WITH grouped AS (
                SELECT scope, CASE direction WHEN 3 THEN NULL WHEN 2 THEN dst_place ELSE src_place END AS place, direction, action,
                    count(*) AS flows, sum(packets)::HUGEINT AS packets, sum(bytes)::HUGEINT AS bytes
                FROM flows WHERE
            """).Add(" ").AddRange(query.From, query.To).AddScope(query.Account, query.Region).Add(
            """
             GROUP BY ALL)
            SELECT account, region, place, country, city, latitude, longitude, direction, action, flows, packets, bytes
            FROM grouped JOIN scopes ON scopes.id = scope LEFT JOIN places ON places.id = place
            ORDER BY flows DESC, account, region, country, city, place, direction, action
            """);
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        var totals = new GeoTotals();
        var places = new List<GeoPlace>();
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var action = (FlowAction)chunk.Column<byte>(8)[row];
                var traffic = new Traffic(
                    chunk.Column<long>(9)[row], (long)Int128.Min(chunk.Column<Int128>(10)[row], long.MaxValue), (long)Int128.Min(chunk.Column<Int128>(11)[row], long.MaxValue));
                totals.Add(action, traffic);
                if (chunk.IsNull(2, row)) continue;
                if (chunk.Column<int>(2)[row] == 0)
                {
                    totals.AddUnplaced(traffic);
                    continue;
                }

                places.Add(new GeoPlace(
                    chunk.GetString(0, row)!,
                    chunk.GetString(1, row)!,
                    chunk.GetString(3, row)!,
                    chunk.GetString(4, row)!,
                    chunk.IsNull(5, row) ? null : chunk.Column<float>(5)[row],
                    chunk.IsNull(6, row) ? null : chunk.Column<float>(6)[row],
                    (TrafficDirection)chunk.Column<byte>(7)[row],
                    action,
                    traffic.Flows,
                    traffic.Packets,
                    traffic.Bytes));
            }
        }

        return totals.ToAnswer(query.From, query.To, places);
    }
}
