using System.Text.Json;
using FlowOptics.Enricher.Map;
using FlowOptics.Flows;

namespace FlowOptics.Enricher.Tests.Map;

public sealed class MapAreaTests
{
    private static readonly Area Area = Area.Of(Batches.Account, Batches.Region);

    // Few places: every row fits. Many: rows that are too many to keep, and a tick that is too long to send.
    [Theory]
    [InlineData(5, 20_000)]
    [InlineData(2_000, 20_000)]
    [InlineData(2_000, 50)]
    public void Totals_are_exact_and_no_flow_is_lost_or_counted_twice(int places, int maxRows)
    {
        var map = new MapArea(Area, maxRows);
        var (rows, other) = (new MapCount(), new MapCount());
        var expected = new MapSums();
        var drawn = new MapCount();
        for (var seed = 0; seed < 12; seed++)
        {
            var batch = Batches.Enriched(seed, 1000, places);
            map.Add(batch, 0, 400);
            map.Add(batch, 400, 1000);
            for (var i = 0; i < 1000; i++) Expect(batch, i, ref expected, ref drawn);
            if (seed % 3 != 2) continue;

            var tick = Read(map.Take()!);
            Assert.Equal(expected, tick.Total);
            Assert.Equal((seed + 1) / 3, tick.Sequence);
            rows += tick.Rows;
            other += tick.Other;
        }

        Assert.Equal(drawn, rows + other);
        Assert.Equal(expected.Placed, drawn.Flows);
        if (places == 5) Assert.Equal(default, other);
    }

    [Fact]
    public void Nothing_is_said_where_nothing_changed()
    {
        var map = new MapArea(Area, 100);
        Assert.Null(map.Take());
        map.Add(Batches.Enriched(1, 10), 0, 10);
        Assert.NotNull(map.Take());
        Assert.Null(map.Take());
    }

    [Fact]
    public void A_row_s_own_total_goes_on_growing_over_ticks()
    {
        var map = new MapArea(Area, 100);
        var totals = new Dictionary<(Place, TrafficDirection, FlowAction), long>();
        for (var seed = 0; seed < 5; seed++)
        {
            map.Add(Batches.Enriched(seed, 200, 3), 0, 200);
            foreach (var row in map.Take()!.Rows)
            {
                var key = (row.Place, row.Direction, row.Action);
                totals[key] = totals.GetValueOrDefault(key) + row.Flows;
                Assert.Equal(totals[key], row.TotalFlows);
            }
        }
    }

    [Fact]
    public void A_tick_of_the_longest_names_is_within_its_limit_and_the_largest_rows_are_in_it()
    {
        PortCount[] ports = [.. Enumerable.Range(0, PortCounts.Shown).Select(_ => new PortCount("protocol 255", long.MaxValue))];
        var rows = Enumerable.Range(0, 3000)
            .Select(i => new MapTickRow(new Place("XX", new string('"', 1 + (i % 900)), 1.5f, float.NaN), TrafficDirection.Inbound, FlowAction.Reject, 3000 - i, long.MaxValue / 4000, 1, 1, ports))
            .ToArray();
        var tick = new MapTick(Area, long.MaxValue, new MapSums
        {
            Flows = long.MaxValue,
            Packets = long.MaxValue,
            Bytes = long.MaxValue,
            Accepted = long.MaxValue,
            Rejected = long.MaxValue,
            Placed = long.MaxValue,
            Unplaced = long.MaxValue,
        }, rows, default);
        var payload = MapTickWriter.Write(tick, Guid.NewGuid().ToString("N"), DateTimeOffset.UnixEpoch);
        Assert.InRange(payload.Length, MapTickWriter.MaxBytes / 2, MapTickWriter.MaxBytes);

        using var json = JsonDocument.Parse(payload);
        Assert.Equal(3000, json.RootElement.GetProperty("places")[0].GetProperty("flows").GetInt64());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("places")[0].GetProperty("longitude").ValueKind);
        var read = Read(tick);
        Assert.Equal(rows.Sum(row => row.Flows), read.Rows.Flows + read.Other.Flows);
    }

    [Fact]
    public void A_row_tells_its_largest_service_ports_and_no_tick_is_larger_for_a_scan_of_all_ports()
    {
        const int Count = 4096;
        var map = new MapArea(Area, 100);
        var batch = Batches.Enriched(5, Count, places: 1);
        var random = new Random(5);
        for (var i = 0; i < Count; i++)
        {
            (batch.SrcPlace[i], batch.Direction[i], batch.Flows.Action[i]) = (1, TrafficDirection.Inbound, FlowAction.Reject);
            (batch.Flows.Protocol[i], batch.Flows.SrcPort[i]) = (i % 10 == 9 ? (byte)1 : (byte)6, 50_000);
            // The scan begins after the usual ports have come.
            batch.Flows.DstPort[i] = i < 2048 ? (ushort)(i % 3 == 0 ? 443 : 22) : (ushort)random.Next(65_536);
            batch.ServiceSide[i] = ServicePort.SideOf(batch.Flows.Protocol[i], 50_000, batch.Flows.DstPort[i], 0, FlowDirection.None);
        }

        map.Add(batch, 0, Count);
        var row = Assert.Single(map.Take()!.Rows);

        var expected = Enumerable.Range(0, Count)
            .CountBy(i => ServicePort.ServiceLabel(batch.Flows.Protocol[i], 50_000, batch.Flows.DstPort[i], batch.ServiceSide[i]))
            .OrderByDescending(port => port.Value)
            .ToDictionary(port => port.Key, port => (long)port.Value);
        Assert.Equal(PortCounts.Shown, row.Ports.Count);
        Assert.Equal(["HP", "22", "443", "ICMP"], row.Ports.Select(port => port.Port).OrderByDescending(port => expected[port]));
        Assert.All(row.Ports, port => Assert.Equal(expected[port.Port], port.Flows));
    }

    [Fact]
    public void A_tick_reads_as_docs_say()
    {
        var row = new MapTickRow(new Place("CN", "Beijing", 39.9f, 116.4f), TrafficDirection.Inbound, FlowAction.Reject, 3, 3, 180, 120, [new PortCount("22", 2)]);
        var tick = new MapTick(Area, 17, new MapSums { Flows = 9120, Packets = 1, Bytes = 2, Accepted = 9000, Rejected = 120, Unplaced = 4, Placed = 120 }, [row], default);
        Assert.Equal(
            """
            {"epoch":"3f2c","sequence":17,"time":"2026-11-22T00:20:00.200Z","account":"123456789012","region":"eu-west-1",
            "total":{"flows":9120,"packets":1,"bytes":2,"accepted":9000,"rejected":120,"unplaced":4,"placed":120},
            "places":[{"country":"CN","city":"Beijing","latitude":39.9,"longitude":116.4,"direction":"inbound","action":"reject","flows":3,"packets":3,"bytes":180,"totalFlows":120,"ports":[{"port":"22","flows":2}]}],
            "other":{"flows":0,"packets":0,"bytes":0}}
            """.ReplaceLineEndings(""),
            System.Text.Encoding.UTF8.GetString(MapTickWriter.Write(tick, "3f2c", new DateTimeOffset(2026, 11, 22, 0, 20, 0, 200, TimeSpan.Zero))));
    }

    private static void Expect(EnrichedBatch batch, int i, ref MapSums total, ref MapCount drawn)
    {
        var flows = batch.Flows;
        var place = batch.Direction[i] == TrafficDirection.Outbound ? batch.DstPlace[i] : batch.SrcPlace[i];
        var isPublic = batch.Direction[i] != TrafficDirection.Internal;
        total = new MapSums
        {
            Flows = total.Flows + 1,
            Packets = total.Packets + flows.Packets[i],
            Bytes = total.Bytes + flows.Bytes[i],
            Accepted = total.Accepted + (flows.Action[i] == FlowAction.Accept ? 1 : 0),
            Rejected = total.Rejected + (flows.Action[i] == FlowAction.Reject ? 1 : 0),
            Placed = total.Placed + (isPublic && place != 0 ? 1 : 0),
            Unplaced = total.Unplaced + (isPublic && place == 0 ? 1 : 0),
        };
        if (isPublic && place != 0) drawn += new MapCount(1, flows.Packets[i], flows.Bytes[i]);
    }

    // As a viewer reads it.
    private static (long Sequence, MapSums Total, MapCount Rows, MapCount Other) Read(MapTick tick)
    {
        var payload = MapTickWriter.Write(tick, "epoch", DateTimeOffset.UnixEpoch);
        Assert.True(payload.Length <= MapTickWriter.MaxBytes);
        using var json = JsonDocument.Parse(payload);
        var root = json.RootElement;
        long Total(string name) => root.GetProperty("total").GetProperty(name).GetInt64();
        var rows = root.GetProperty("places").EnumerateArray().Aggregate(default(MapCount), (sum, row) => sum + Count(row));
        return (root.GetProperty("sequence").GetInt64(),
            new MapSums
            {
                Flows = Total("flows"),
                Packets = Total("packets"),
                Bytes = Total("bytes"),
                Accepted = Total("accepted"),
                Rejected = Total("rejected"),
                Placed = Total("placed"),
                Unplaced = Total("unplaced"),
            },
            rows,
            Count(root.GetProperty("other")));
    }

    private static MapCount Count(JsonElement element) =>
        new(element.GetProperty("flows").GetInt64(), element.GetProperty("packets").GetInt64(), element.GetProperty("bytes").GetInt64());
}
