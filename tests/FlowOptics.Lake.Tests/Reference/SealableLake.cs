namespace FlowOptics.Lake.Tests.Reference;

/// <summary>One lake for all cases of a property: the records go under one key, so each case replaces the last one's; then some of it is sealed.</summary>
public sealed class SealableLake : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LakeDatabase _lake;
    private readonly LakeWriter _writer;
    private readonly DuckDbFlowStore _store;
    private int _case;

    public SealableLake()
    {
        _lake = Lakes.Open(_folder.Path);
        _writer = new LakeWriter(_lake);
        _store = new DuckDbFlowStore(_lake);
    }

    /// <returns>The records as they were given.</returns>
    public FlowRecord[] Fill(FlowRecord[] records, Sealing sealing)
    {
        Assert.True(_writer.Write(Lakes.Info("key", ++_case), $"etag {_case}", records));
        _writer.Commit();
        Seal(sealing);
        return records;
    }

    /// <summary>One object more.</summary>
    public void Add(string key, FlowRecord[] records)
    {
        Assert.True(_writer.Write(Lakes.Info(key), "etag", records));
        _writer.Commit();
    }

    public T Ask<T>(Func<DuckDbFlowStore, Task<T>> question) => question(_store).GetAwaiter().GetResult();

    public void Dispose()
    {
        _writer.Dispose();
        _lake.Dispose();
        _folder.Dispose();
    }

    private void Seal(Sealing sealing)
    {
        using var connection = _lake.Connect();
        connection.Execute("DELETE FROM sealed; DELETE FROM links_hour; DELETE FROM links_day; DELETE FROM places_hour; DELETE FROM hosts_day");
        if (sealing == Sealing.Nothing) return;
        var hours = sealing == Sealing.SomeHours ? "hour % 3 <> 0" : "true";
        connection.Execute($"""
            INSERT INTO sealed SELECT DISTINCT 0, h FROM (SELECT unnest(range(min(start_time) // 86400 * 24, max(start_time) // 86400 * 24 + 24)) AS h FROM flows) WHERE {hours.Replace("hour", "h", StringComparison.Ordinal)};
            INSERT INTO links_hour SELECT start_time // 3600 AS hour, scope, src_high, src_low, dst_high, dst_low, service_label, protocol, action, own_end, direction,
                src_place, dst_place, src_network, dst_network, count(*), sum(packets), sum(bytes), min(start_time), max(end_time) FROM flows
                WHERE start_time // 3600 IN (SELECT number FROM sealed WHERE unit = 0) GROUP BY ALL;
            INSERT INTO places_hour SELECT hour, scope, direction, action, protocol, label,
                CASE direction WHEN 3 THEN 0 WHEN 2 THEN dst_place ELSE src_place END AS place, CASE direction WHEN 3 THEN 0 WHEN 2 THEN dst_network ELSE src_network END AS network,
                sum(flows), sum(packets), sum(bytes) FROM links_hour GROUP BY ALL;
            """);
        if (sealing == Sealing.SomeHours) return;
        var days = sealing == Sealing.SomeDays ? "day % 2 = 0" : "true";
        connection.Execute($"""
            INSERT INTO sealed SELECT DISTINCT 1, d FROM (SELECT unnest(range(min(start_time) // 86400, max(start_time) // 86400 + 1)) AS d FROM flows) WHERE {days.Replace("day", "d", StringComparison.Ordinal)};
            INSERT INTO links_day SELECT hour // 24 AS day, scope, src_high, src_low, dst_high, dst_low, label, protocol, action, own_end, direction,
                src_place, dst_place, src_network, dst_network, sum(flows), sum(packets), sum(bytes), min(first), max(last) FROM links_hour
                WHERE hour // 24 IN (SELECT number FROM sealed WHERE unit = 1) GROUP BY ALL;
            INSERT INTO hosts_day SELECT day, scope, src_high, src_low, true, action, own_end, sum(flows), sum(packets), sum(bytes) FROM links_day GROUP BY ALL;
            INSERT INTO hosts_day SELECT day, scope, dst_high, dst_low, false, action, own_end, sum(flows), sum(packets), sum(bytes) FROM links_day GROUP BY ALL;
            """);
    }
}
