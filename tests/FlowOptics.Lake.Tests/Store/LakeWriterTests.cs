using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Store;

public sealed class LakeWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FlowRecord[] _records = FlowRecords.Arbitrary.Generator.Where(records => records.Length > 60).Sample(1).Single();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Takes_an_object_once_however_often_it_comes()
    {
        using (var lake = Lakes.Open(_folder.Path))
        using (var writer = new LakeWriter(lake))
        {
            Assert.True(writer.Write(Lakes.Info("a"), "1", _records));
            Assert.False(writer.Write(Lakes.Info("a"), "1", _records));
            writer.Commit();
            Assert.False(writer.Write(Lakes.Info("a"), "1", _records));
            Assert.True(lake.Has(Lakes.Info("a")));
        }

        using (var again = Lakes.Open(_folder.Path))
        using (var writer = new LakeWriter(again))
        {
            Assert.True(again.Has(Lakes.Info("a")));
            Assert.False(writer.Write(Lakes.Info("a"), "1", _records));
            Assert.Equal(_records.Length, again.Count());
            Assert.Equal(_records.Length, again.Summary.Records);
            Assert.Equal(1, again.Summary.Objects);
        }
    }

    [Fact]
    public void A_new_etag_under_an_old_key_replaces_the_old_rows()
    {
        using var lake = Lakes.Open(_folder.Path);
        using var writer = new LakeWriter(lake);
        writer.Write(Lakes.Info("a"), "1", _records);
        writer.Write(Lakes.Info("b"), "1", _records[..5]);
        writer.Commit();

        Assert.False(lake.Has(Lakes.Info("a", size: 2)));
        Assert.True(writer.Write(Lakes.Info("a", size: 2), "2", _records[..7]));
        Assert.Equal(_records.Length + 5, lake.Count());
        writer.Commit();

        Assert.Equal(12, lake.Count());
        Assert.Equal(2, lake.Count("ledger"));
        Assert.Equal(12, lake.Summary.Records);
    }

    [Fact]
    public void The_same_content_with_a_new_time_is_not_read_again()
    {
        using var lake = Lakes.Open(_folder.Path);
        using var writer = new LakeWriter(lake);
        writer.Write(Lakes.Info("a"), "1", _records);
        writer.Commit();

        Assert.False(lake.Has(Lakes.Info("a", minute: 5)));
        Assert.False(writer.Write(Lakes.Info("a", minute: 5), "1", _records));
        Assert.True(lake.Has(Lakes.Info("a", minute: 5)));
        Assert.Equal(_records.Length, lake.Count());
    }

    [Fact]
    public void What_was_not_committed_leaves_nothing()
    {
        using var lake = Lakes.Open(_folder.Path);
        using (var writer = new LakeWriter(lake))
        {
            writer.Write(Lakes.Info("a"), "1", _records);
            writer.Rollback();
            writer.Write(Lakes.Info("b"), "1", _records[..3]);
            writer.Commit();
            writer.Write(Lakes.Info("c"), "1", _records);
        }

        Assert.Equal(3, lake.Count());
        Assert.Equal(1, lake.Count("ledger"));
        Assert.Equal(3, lake.Summary.Records);
        Assert.False(lake.Has(Lakes.Info("a")));
        Assert.False(lake.Has(Lakes.Info("c")));
    }

    [Fact]
    public void A_refused_object_keeps_what_was_read_and_its_reason_and_is_not_tried_again()
    {
        using var lake = Lakes.Open(_folder.Path);
        using var writer = new LakeWriter(lake);
        writer.Write(Lakes.Info("a"), "1", _records[..4], refusedFor: "object 'a' is gzip that ends too soon");
        writer.Commit();

        Assert.True(lake.Has(Lakes.Info("a")));
        Assert.Equal(4, lake.Count());
        var problem = Assert.Single(lake.Problems(50));
        Assert.Equal("object 'a' is gzip that ends too soon", problem.Reason);

        Assert.True(writer.Write(Lakes.Info("a", size: 9), "2", _records));
        writer.Commit();
        Assert.Empty(lake.Problems(50));
        Assert.Equal(_records.Length, lake.Count());
    }

    [Fact]
    public void Keeps_all_columns_of_a_record()
    {
        using var lake = Lakes.Open(_folder.Path);
        using var writer = new LakeWriter(lake);
        writer.Write(Lakes.Info("a"), "1", _records);
        writer.Commit();
        using var connection = lake.Connect();
        using var result = connection.Query(
            """
            SELECT src_high, src_low, dst_high, dst_low, src_port, dst_port, protocol, packets, bytes, start_time, end_time, action, tcp_flags, flow_direction,
                account, region, account_id, interface_id, value->>'type', value->>'region', direction, service_side, own_end
            FROM flows JOIN scopes ON scopes.id = flows.scope JOIN origins ON origins.id = flows.origin AND origins.scope = flows.scope JOIN extras ON extras.id = extra
            """);

        string[] Sorted(IEnumerable<object?[]> rows) => [.. rows.Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            Sorted(_records.Select(record => new object?[]
            {
                record.Src.High, record.Src.Low, record.Dst.High, record.Dst.Low, record.SrcPort, record.DstPort, record.Protocol, record.Packets, record.Bytes,
                record.Start, record.End, (byte)record.Action, record.TcpFlags, (byte)record.FlowDirection, record.Account, record.Region, record.Account,
                record.InterfaceId, record.Src.IsIPv4 ? "IPv4" : "IPv6", record.Region, (byte)record.Direction, (byte)record.ServiceSide,
                (byte)(record.SourceIsOwn ? OwnEnd.Source : record.DestinationIsOwn ? OwnEnd.Destination : OwnEnd.Unknown),
            })),
            Sorted(result.ToRows()));
    }

    [Fact]
    public void Takes_text_that_is_hostile_to_SQL_and_JSON_as_it_is()
    {
        const string Hostile = "'); DROP TABLE flows; -- \"\\ \u0001 é 😀";
        using var lake = Lakes.Open(_folder.Path);
        using var writer = new LakeWriter(lake);
        writer.Write(Lakes.Info(Hostile), Hostile, [_records[0] with { Account = Hostile, Region = Hostile, InterfaceId = Hostile }], refusedFor: Hostile);
        writer.Commit();

        using var connection = lake.Connect();
        Assert.Equal([Hostile, Hostile, Hostile, Hostile], connection.Query(
            "SELECT account, region, interface_id, value->>'region' FROM flows JOIN scopes ON scopes.id = flows.scope JOIN origins ON origins.id = origin JOIN extras ON extras.id = extra").ToRows()[0]);
        Assert.Equal(Hostile, lake.Summary.Scopes[0].Account);
        Assert.Equal(Hostile, lake.Problems(1)[0].Key);
    }

    [Fact]
    public void The_summary_kept_up_to_date_is_the_one_that_is_counted_at_the_next_start()
    {
        LakeSummary kept;
        using (var lake = Lakes.Open(_folder.Path))
        using (var writer = new LakeWriter(lake))
        {
            for (var i = 0; i < 4; i++)
            {
                writer.Write(Lakes.Info($"key {i}", minute: i), "1", _records[(i * 10)..((i * 10) + 10)]);
                writer.Commit();
            }

            kept = lake.Summary;
        }

        using var again = Lakes.Open(_folder.Path);
        Assert.Equal(again.Summary.Scopes, kept.Scopes);
        Assert.Equal(again.Summary with { Scopes = [] }, kept with { Scopes = [] });
    }
}
