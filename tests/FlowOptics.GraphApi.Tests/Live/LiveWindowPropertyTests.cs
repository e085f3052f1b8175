using System.Text.Json;
using FlowOptics.Flows;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveWindowPropertyTests
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + 4000);

    private static readonly AggregateQuery Everything = new()
    {
        By = [new Dimension("srcaddr"), new Dimension("dstaddr"), new Dimension("service-port"), new Dimension("interface-id")],
        From = DateTimeOffset.UnixEpoch,
        To = Begin.AddDays(1),
        Limit = 10_000,
    };

    /// <summary>One thing that happens: a run of an object's records comes (again, after a gap, over what is there), or time goes on.</summary>
    private sealed record Step(int Object, int First, int Count, int AgeSeconds, int Seconds);

    [Fact]
    public void Holds_what_a_plain_list_of_records_would_whatever_comes_in_whatever_order() => Prop.ForAll(
        FlowRecords.Arbitrary, Steps(), (records, steps) => Check(records, steps, new LiveWindowOptions())).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Holds_all_since_the_start_that_it_names_when_its_budget_is_small() => Prop.ForAll(
        FlowRecords.Arbitrary, Steps(), (records, steps) => Check(records, steps, new LiveWindowOptions { MaxBytes = 40_000 })).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static void Check(FlowRecord[] records, List<Step> steps, LiveWindowOptions options)
    {
        if (records.Length == 0) return;
        var time = new ManualTime(Begin);
        var window = new LiveWindow(options, time);
        var reference = new ReferenceWindow();
        foreach (var step in steps)
        {
            time.Now += TimeSpan.FromSeconds(step.Seconds);
            reference.Expire(window.Start);
            var key = $"object {step.Object}";
            var first = step.First % records.Length;
            var count = Math.Min(step.Count, records.Length - first);
            var arrival = time.Now.AddSeconds(-step.AgeSeconds);
            var start = window.Start;
            var run = FlowRecords.ToBatches(records[first..(first + count)], key, "etag", perBatch: 1000)[0];
            window.Add(At(run, first), arrival);
            reference.Add(key, records, first, count, arrival, start);
            reference.Expire(window.Start);
            Assert.True(window.AllocatedBytes <= options.MaxBytes, $"{window.AllocatedBytes} bytes");
        }

        var held = reference.Records;
        Assert.Equal(new Traffic(held.Length, held.Sum(record => record.Packets), held.Sum(record => record.Bytes)), window.Total);
        var answer = new LiveFlowStore(window, () => new Dictionary<string, InterfaceFacts>()).AggregateAsync(Everything, null, CancellationToken.None).GetAwaiter().GetResult();
        Assert.Equal(
            JsonSerializer.Serialize(ReferenceAggregates.Of(held, Everything) with { From = window.Start, To = time.Now }, JsonSerializerOptions.Web),
            JsonSerializer.Serialize(answer with { Plan = new([], 0, 0) }, JsonSerializerOptions.Web));
    }

    private static EnrichedBatch At(EnrichedBatch batch, long first) => new()
    {
        Flows = new FlowBatch
        {
            Origin = batch.Flows.Origin with { FirstRecord = first },
            Account = batch.Flows.Account,
            Region = batch.Flows.Region,
            SrcAddr = batch.Flows.SrcAddr,
            DstAddr = batch.Flows.DstAddr,
            SrcPort = batch.Flows.SrcPort,
            DstPort = batch.Flows.DstPort,
            Protocol = batch.Flows.Protocol,
            Packets = batch.Flows.Packets,
            Bytes = batch.Flows.Bytes,
            Start = batch.Flows.Start,
            End = batch.Flows.End,
            Action = batch.Flows.Action,
            TcpFlags = batch.Flows.TcpFlags,
            FlowDirection = batch.Flows.FlowDirection,
            Texts = batch.Flows.Texts,
        },
        Places = batch.Places,
        Networks = batch.Networks,
        SrcPlace = batch.SrcPlace,
        DstPlace = batch.DstPlace,
        SrcNetwork = batch.SrcNetwork,
        DstNetwork = batch.DstNetwork,
        SrcKind = batch.SrcKind,
        DstKind = batch.DstKind,
        Direction = batch.Direction,
        ServiceSide = batch.ServiceSide,
    };

    private static Arbitrary<List<Step>> Steps() => Arb.From(
        (from number in Gen.Choose(0, 5)
         from first in Gen.Choose(0, 119)
         from count in Gen.Choose(1, 60)
         from age in Gen.Frequency((6, Gen.Choose(0, 20)), (1, Gen.Choose(0, 2000)))
         from seconds in Gen.Frequency((6, Gen.Choose(0, 10)), (1, Gen.Choose(0, 600)))
         select new Step(number, first, count, age, seconds)).ListOf().Select(steps => steps.ToList()));
}
