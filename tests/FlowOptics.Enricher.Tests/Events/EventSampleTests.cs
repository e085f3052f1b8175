using System.Text.Json;
using FlowOptics.Enricher.Events;
using FlowOptics.Flows;

namespace FlowOptics.Enricher.Tests.Events;

public sealed class EventSampleTests
{
    [Fact]
    public void Keeps_at_most_ten_and_none_from_inside()
    {
        var sample = new EventSample(new Random(1));
        for (var seed = 0; seed < 5; seed++) sample.Add(Batches.Enriched(seed, 500));
        var (area, events) = Assert.Single(sample.Take());
        Assert.Equal(Area.Of(Batches.Account, Batches.Region), area);
        Assert.Equal(EventSample.Size, events.Count);
        Assert.All(events, taken => Assert.NotEqual(TrafficDirection.Internal, taken.Direction));
        Assert.Empty(sample.Take());
    }

    [Fact]
    public void Every_flow_has_the_same_chance()
    {
        var sample = new EventSample(new Random(2));
        var batch = Batches.Enriched(9, 100);
        // So that each flow can be told from the others.
        for (var i = 0; i < 100; i++) batch.Flows.Packets[i] = i;
        var taken = new int[100];
        const int Rounds = 20_000;
        for (var round = 0; round < Rounds; round++)
        {
            sample.Add(batch);
            foreach (var kept in sample.Take().Single().Events) taken[kept.Packets]++;
        }

        var outside = batch.Direction.Count(direction => direction != TrafficDirection.Internal);
        var expected = (double)Rounds * EventSample.Size / outside;
        for (var i = 0; i < 100; i++)
        {
            if (batch.Direction[i] == TrafficDirection.Internal) Assert.Equal(0, taken[i]);
            else Assert.InRange(taken[i], expected * 0.85, expected * 1.15);
        }
    }

    [Fact]
    public void Records_of_several_accounts_are_told_apart()
    {
        var sample = new EventSample(new Random(3));
        sample.Add(Batches.Enriched(1, 50));
        var other = Batches.Enriched(2, 50);
        sample.Add(new EnrichedBatch
        {
            Flows = Batches.Raw(2, 50, "other/account"),
            Places = other.Places,
            Networks = other.Networks,
            SrcPlace = other.SrcPlace,
            DstPlace = other.DstPlace,
            SrcNetwork = other.SrcNetwork,
            DstNetwork = other.DstNetwork,
            SrcKind = other.SrcKind,
            DstKind = other.DstKind,
            Direction = other.Direction,
            ServiceSide = other.ServiceSide,
        });
        Assert.Equal(["123456789012", "other_account"], sample.Take().Select(taken => taken.Area.Account).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\u0001")]
    [InlineData("\"")]
    [InlineData("\U0001F30D")]
    public void A_message_is_bounded_whatever_the_records_hold(string character)
    {
        // A field may be as long as its line, and be cut within a character of two halves.
        var text = "x" + string.Concat(Enumerable.Repeat(character, 100_000));
        var hostile = SampledEvent.Of(Batches.Enriched(4, 10), 0) with
        {
            Version = text,
            Account = text,
            Region = text,
            Interface = text,
            Place = new Place(text, text, float.NaN, float.PositiveInfinity),
            Network = new Network(1, text),
        };
        var payload = EventWriter.Write([.. Enumerable.Repeat(hostile, EventSample.Size)]);
        Assert.InRange(payload.Length, 1, 120 * 1024);
        using var json = JsonDocument.Parse(payload);
        Assert.Equal(EventSample.Size, json.RootElement.GetArrayLength());
    }

    [Fact]
    public void Is_written_with_AWS_s_names_and_values()
    {
        var batch = Batches.Enriched(4, 200);
        var record = Array.FindIndex(batch.Direction, direction => direction == TrafficDirection.Outbound);
        using var json = JsonDocument.Parse(EventWriter.Write([SampledEvent.Of(batch, record)]));
        var written = json.RootElement[0];
        Assert.Equal(Batches.Account, written.GetProperty("account-id").GetString());
        Assert.Equal("eni-0a1b2c3d", written.GetProperty("interface-id").GetString());
        Assert.Equal(batch.Flows.SrcAddr[record].ToString(), written.GetProperty("srcaddr").GetString());
        Assert.Equal(batch.Flows.DstPort[record], written.GetProperty("dstport").GetInt32());
        Assert.Equal(batch.Flows.Start[record], written.GetProperty("start").GetInt64());
        Assert.Contains(written.GetProperty("action").GetString(), new[] { "ACCEPT", "REJECT", "-" });
        Assert.Equal("OK", written.GetProperty("log-status").GetString());
        Assert.Equal("outbound", written.GetProperty("direction").GetString());
        Assert.Equal(batch.Places[batch.DstPlace[record]].City, written.GetProperty("geodata").GetProperty("city").GetString());
    }
}
