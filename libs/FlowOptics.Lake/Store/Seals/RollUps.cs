using System.Globalization;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Makes and takes away the roll-ups' rows, by SQL from what they sum up. Each call belongs in a transaction of the caller's.</summary>
internal static class RollUps
{
    private const string Sums = "sum(flows)::BIGINT, sum(packets)::BIGINT, sum(bytes)::BIGINT";
    private const string RecordSums = "count(*), sum(packets)::BIGINT, sum(bytes)::BIGINT";
    private const string Records = "FROM flows WHERE start_time >= ? AND start_time < ?";

    // The public end's of a record; the source's of one that has two.
    private static readonly string PublicEnd = $"{DimensionColumns.PublicEnd("place")} AS place, {DimensionColumns.PublicEnd("network")} AS network";

    private static readonly string[] ByHour = ["services_hour", "places_hour", "owners"];
    private static readonly string[] ByDay = ["links_day", "places_day", "hosts_day"];

    /// <summary>Makes the rows of hours that have none.</summary>
    /// <exception cref="DuckDbException">A sum is beyond 63 bits, among others.</exception>
    public static void MakeHours(DuckDbConnection connection, int first, int end, CancellationToken cancellationToken)
    {
        var (from, to) = (first * SealedSpans.HourLength, end * SealedSpans.HourLength);
        Run(connection, $"INSERT INTO services_hour SELECT (start_time // 3600)::INTEGER AS hour, scope, direction, action, protocol, service_label, {RecordSums} {Records} GROUP BY ALL", from, to, cancellationToken);
        Run(connection, $"INSERT INTO places_hour SELECT (start_time // 3600)::INTEGER AS hour, scope, direction, action, {PublicEnd}, {RecordSums} {Records} GROUP BY ALL", from, to, cancellationToken);
        Run(
            connection,
            $"""
            INSERT INTO owners
            SELECT (start_time // 3600)::INTEGER AS hour, CASE own_end WHEN 1 THEN src_high ELSE dst_high END AS high, CASE own_end WHEN 1 THEN src_low ELSE dst_low END AS low, origin,
                min(start_time), max(end_time)
            {Records} AND own_end <> 0 GROUP BY ALL
            """,
            from,
            to,
            cancellationToken);
        Run(connection, "INSERT INTO sealed SELECT 0, unnest(range(?::BIGINT, ?::BIGINT))", first, end, cancellationToken);
    }

    /// <summary>Makes the rows of a day that has none.</summary>
    /// <exception cref="DuckDbException">As <see cref="MakeHours"/>.</exception>
    public static void MakeDay(DuckDbConnection connection, int day, CancellationToken cancellationToken)
    {
        Run(
            connection,
            $"""
            INSERT INTO links_day
            SELECT (start_time // 86400)::INTEGER AS day, scope, src_high, src_low, dst_high, dst_low, service_label, protocol, action, own_end, direction,
                src_place, dst_place, src_network, dst_network, {RecordSums}, min(start_time), max(end_time)
            {Records} GROUP BY ALL
            """,
            day * SealedSpans.DayLength,
            (day + 1) * SealedSpans.DayLength,
            cancellationToken);
        Run(connection, $"INSERT INTO places_day SELECT day, scope, direction, action, {PublicEnd}, {Sums} FROM links_day WHERE day >= ? AND day < ? GROUP BY ALL", day, day + 1, cancellationToken);
        Run(
            connection,
            $"""
            INSERT INTO hosts_day
            WITH ends AS (
                SELECT day, scope, src_high AS high, src_low AS low, true AS sent, action, own_end, flows, packets, bytes FROM links_day WHERE day >= $1 AND day < $2
                UNION ALL
                SELECT day, scope, dst_high, dst_low, false, action, own_end, flows, packets, bytes FROM links_day WHERE day >= $1 AND day < $2)
            SELECT day, scope, high, low, sent, action, own_end, {Sums} FROM ends GROUP BY ALL
            """,
            day,
            day + 1,
            cancellationToken);
        Run(connection, "INSERT INTO sealed SELECT 1, unnest(range(?::BIGINT, ?::BIGINT))", day, day + 1, cancellationToken);
    }

    /// <summary>Takes hours and days out of the roll-ups.</summary>
    public static void TakeAway(DuckDbConnection connection, IReadOnlyCollection<int> hours, IReadOnlyCollection<int> days)
    {
        Delete(connection, SealUnit.Hour, "hour", ByHour, hours);
        Delete(connection, SealUnit.Day, "day", ByDay, days);
    }

    private static void Delete(DuckDbConnection connection, SealUnit unit, string column, string[] tables, IReadOnlyCollection<int> numbers)
    {
        if (numbers.Count == 0) return;
        var list = string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        foreach (var table in tables) connection.Execute($"DELETE FROM {table} WHERE {column} IN ({list})");
        connection.Execute($"DELETE FROM sealed WHERE unit = {(int)unit} AND number IN ({list})");
    }

    private static void Run(DuckDbConnection connection, string sql, long first, long end, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare(sql);
        statement.Bind(1, first).Bind(2, end).ExecuteNonQuery(cancellationToken);
    }
}
