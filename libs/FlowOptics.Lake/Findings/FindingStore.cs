using System.Text.Json;
using System.Text.Json.Serialization;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Findings as rows of the lake.</summary>
internal static class FindingStore
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Write(DuckDbConnection connection, int day, IReadOnlyList<Finding> findings)
    {
        using (var old = connection.Prepare("DELETE FROM findings WHERE day = ?")) old.Bind(1, day).ExecuteNonQuery();
        using var statement = connection.Prepare("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        foreach (var finding in findings)
        {
            statement
                .Bind(1, day).Bind(2, finding.Id).Bind(3, (int)finding.Kind).Bind(4, finding.Account).Bind(5, finding.Region).Bind(6, finding.Subject).Bind(7, finding.Group).Bind(8, finding.Score)
                .Bind(9, finding.First.ToUnixTimeSeconds()).Bind(10, finding.Last.ToUnixTimeSeconds())
                .Bind(11, finding.Traffic.Flows).Bind(12, finding.Traffic.Packets).Bind(13, finding.Traffic.Bytes).Bind(14, JsonSerializer.Serialize(finding, Json))
                .ExecuteNonQuery();
        }
    }

    /// <summary>Of each group the best of its last day with the sum of the others, best first; then how many groups and findings there are.</summary>
    public static (List<Finding> Findings, long Groups, long Total) Read(DuckDbConnection connection, FindingsQuery query, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add(
            """
            WITH matched AS (
                SELECT body, score, first, id, count(*) OVER grps AS n, (sum(flows) OVER grps - flows)::BIGINT AS flows, (sum(packets) OVER grps - packets)::BIGINT AS packets,
                    (sum(bytes) OVER grps - bytes)::BIGINT AS bytes, row_number() OVER (PARTITION BY kind, grp ORDER BY day DESC, score DESC, first DESC, id) AS place
                FROM findings WHERE last >=
            """).Add(" ").Value(RecordTime.Seconds(query.From)).Add(" AND first < ").Value(RecordTime.Seconds(query.To));
        if (query.Account is not null) sql.Add(" AND account = ").Value(query.Account);
        if (query.Accounts is { } accounts) AddAccounts(sql, accounts);
        if (query.Region is not null) sql.Add(" AND region = ").Value(query.Region);
        if (query.Kind is { } kind) sql.Add(" AND kind = ").Value((long)kind);
        sql.Add(
            """
             WINDOW grps AS (PARTITION BY kind, grp))
            SELECT body, n, flows, packets, bytes, count(*) OVER (), (sum(n) OVER ())::BIGINT FROM matched WHERE place = 1 ORDER BY score DESC, first DESC, id LIMIT
            """).Add(" ").Value((long)query.Limit);
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        var rows = result.ToRows();
        var findings = rows.ConvertAll(row => JsonSerializer.Deserialize<Finding>((string)row[0]!, Json)! with
        {
            Others = (long)row[1]! > 1 ? new FindingOthers((long)row[1]! - 1, new Traffic((long)row[2]!, (long)row[3]!, (long)row[4]!)) : null,
        });
        return rows.Count == 0 ? (findings, 0, 0) : (findings, (long)rows[0][5]!, (long)rows[0][6]!);
    }

    private static void AddAccounts(SqlText sql, IReadOnlyCollection<string> accounts)
    {
        sql.Add(" AND account IN (NULL");
        foreach (var account in accounts) sql.Add(", ").Value(account);
        sql.Add(")");
    }
}
