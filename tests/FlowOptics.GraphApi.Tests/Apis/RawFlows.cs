using FlowOptics.Lake.DuckDb;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>The objects themselves by DuckDB's read_csv: none of our parser, our lake or our SQL. Flow records only, as AWS's log-status says.</summary>
internal sealed class RawFlows : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public RawFlows(string folder)
    {
        _connection = _database.Connect();
        _connection.Execute($"""
            CREATE TABLE raw AS SELECT srcaddr, dstaddr, srcport::INTEGER AS srcport, dstport::INTEGER AS dstport, protocol::INTEGER AS protocol, packets::BIGINT AS packets, bytes::BIGINT AS bytes,
                start::BIGINT AS start_time, lower(action) AS action, "vpc-id" AS vpc, split_part(parse_filename(filename), '_', 1) AS account, split_part(parse_filename(filename), '_', 3) AS region
            FROM read_csv('{folder}/**/*.log.gz', delim = ' ', header = true, all_varchar = true, union_by_name = true, filename = true) WHERE "log-status" = 'OK'
            """);
    }

    public long Number(string expression) => Convert.ToInt64(Rows($"SELECT {expression}::BIGINT FROM raw")[0][0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Rows of texts and numbers, as text, one line each.</summary>
    public List<string> Lines(string sql) => Rows(sql).ConvertAll(row => string.Join('|', row.Select(value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture))));

    private List<object?[]> Rows(string sql)
    {
        using var result = _connection.Query(sql);
        return result.ToRows();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
