using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake.Tests.Queries;

/// <summary>Fills the roll-ups by the plainest SQL, of chosen hours and days.</summary>
internal static class RollUps
{
    /// <param name="hours">A condition on <c>hour</c>.</param>
    /// <param name="days">A condition on <c>day</c>; the hours of sealed days are sealed too.</param>
    public static void Seal(DuckDbConnection connection, string hours, string days) => connection.Execute(
        $"""
        DELETE FROM sealed; DELETE FROM links_hour; DELETE FROM links_day; DELETE FROM owners;
        INSERT INTO sealed SELECT 1, day FROM (SELECT DISTINCT start_time // 86400 AS day FROM flows) WHERE {days};
        INSERT INTO sealed SELECT 0, hour FROM (
            SELECT hour FROM (SELECT DISTINCT start_time // 3600 AS hour FROM flows) WHERE {hours} UNION SELECT unnest(range(number * 24, number * 24 + 24)) FROM sealed WHERE unit = 1);
        INSERT INTO links_hour SELECT start_time // 3600, scope, src_high, src_low, dst_high, dst_low, service_label, protocol, action, own_end, direction,
            src_place, dst_place, src_network, dst_network, count(*), sum(packets), sum(bytes), min(start_time), max(end_time)
            FROM flows WHERE start_time // 3600 IN (SELECT number FROM sealed WHERE unit = 0) GROUP BY ALL;
        INSERT INTO links_day SELECT start_time // 86400, scope, src_high, src_low, dst_high, dst_low, service_label, protocol, action, own_end, direction,
            src_place, dst_place, src_network, dst_network, count(*), sum(packets), sum(bytes), min(start_time), max(end_time)
            FROM flows WHERE start_time // 86400 IN (SELECT number FROM sealed WHERE unit = 1) GROUP BY ALL;
        INSERT INTO owners SELECT start_time // 3600, CASE own_end WHEN 1 THEN src_high ELSE dst_high END, CASE own_end WHEN 1 THEN src_low ELSE dst_low END, origin, min(start_time), max(end_time)
            FROM flows WHERE own_end <> 0 AND start_time // 3600 IN (SELECT number FROM sealed WHERE unit = 0) GROUP BY ALL;
        """);
}
