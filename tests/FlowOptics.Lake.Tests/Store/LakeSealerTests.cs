using System.Diagnostics;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Lake.Tests.Store;

public sealed class LakeSealerTests : IDisposable
{
    // Midnight, so that whole days can be filled.
    private const long Midnight = FlowRecords.Epoch / SealedSpans.DayLength * SealedSpans.DayLength;
    private const int Hours = 50;

    private readonly TemporaryFolder _folder = new();
    private readonly FixedTime _time = new(DateTimeOffset.FromUnixTimeSeconds(Midnight).AddDays(10));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_is_imported_replaced_given_up_or_sealed_in_between_the_sums_are_those_of_the_records()
    {
        var (sealedHours, sealedDays) = (0L, 0L);
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            using var folder = new TemporaryFolder();
            for (var opening = 0; opening < 2; opening++)
            {
                using var lake = Open(folder);
                var sealer = Sealer(lake);
                using var writer = new LakeWriter(lake);
                for (var step = 0; step < 12; step++)
                {
                    Do(random, writer, sealer, $"{opening} {step}");
                    if (step % 4 == 3) Count(RollUpCheck.AssertExact(lake));
                }

                while (sealer.Step(importing: false, CancellationToken.None)) continue;
                Count(RollUpCheck.AssertExact(lake));
            }

            void Count((long Hours, long Days) found) => (sealedHours, sealedDays) = (sealedHours + found.Hours, sealedDays + found.Days);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4));
        Assert.True(sealedHours > 0 && sealedDays > 0, "nothing was ever sealed");
    }

    [Fact]
    public async Task Readers_beside_a_writer_and_a_sealer_always_find_exact_sums()
    {
        using var lake = Open(_folder);
        using var stop = new CancellationTokenSource();
        var sealing = Task.Run(
            () =>
            {
                var sealer = Sealer(lake);
                while (!stop.IsCancellationRequested) sealer.Step(importing: false, CancellationToken.None);
            },
            TestContext.Current.CancellationToken);
        var reading = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested) RollUpCheck.AssertExact(lake);
            },
            TestContext.Current.CancellationToken);

        var random = new Random(7);
        using (var writer = new LakeWriter(lake))
        {
            for (var round = 0; round < 25; round++)
            {
                for (var i = random.Next(1, 3); i > 0; i--) Write(random, writer, $"{round} {i}");
                writer.Commit();
            }
        }

        // The last word is the sealer's: it ends with all hours and both whole days.
        var watch = Stopwatch.StartNew();
        while (RollUpCheck.AssertExact(lake).Days < 2 && watch.Elapsed < TimeSpan.FromMinutes(3)) await Task.Yield();
        await stop.CancelAsync();
        await Task.WhenAll(sealing, reading);
        Assert.True(RollUpCheck.AssertExact(lake).Days >= 2);
    }

    [Fact]
    public void An_hour_is_sealed_when_it_is_over_and_at_rest()
    {
        var rules = new SealRules();
        using var lake = Open(_folder);
        var sealer = Sealer(lake, rules);
        using var writer = new LakeWriter(lake);
        _time.Now = DateTimeOffset.FromUnixTimeSeconds(Midnight + 1800);
        writer.Write(Lakes.Info("a"), "1", Records(new Random(1), 20, 1, first: 0));
        writer.Commit();

        Assert.False(sealer.Step(importing: false, CancellationToken.None));
        _time.Now = DateTimeOffset.FromUnixTimeSeconds(Midnight + 3600);
        writer.Write(Lakes.Info("b"), "1", Records(new Random(2), 20, 1, first: 0));
        writer.Commit();
        Assert.False(sealer.Step(importing: false, CancellationToken.None));
        _time.Now += rules.Quiet - TimeSpan.FromSeconds(1);
        Assert.False(sealer.Step(importing: true, CancellationToken.None));
        _time.Now += TimeSpan.FromSeconds(1);
        Assert.True(sealer.Step(importing: true, CancellationToken.None));
        Assert.Equal((1, 0), RollUpCheck.AssertExact(lake));

        _time.Now = DateTimeOffset.FromUnixTimeSeconds(Midnight + 3600) + rules.Delivery;
        writer.Write(Lakes.Info("c"), "1", Records(new Random(3), 20, 1, first: 0));
        writer.Commit();
        Assert.Equal((0, 0), RollUpCheck.AssertExact(lake));
        Assert.False(sealer.Step(importing: true, CancellationToken.None));
        Assert.True(sealer.Step(importing: false, CancellationToken.None));
        Assert.Equal((1, 0), RollUpCheck.AssertExact(lake));
    }

    [Fact]
    public void A_day_whose_hours_were_sealed_apart_while_objects_waited_becomes_whole_when_none_does()
    {
        using (var before = Open(_folder))
        {
            using var writer = new LakeWriter(before);
            foreach (var hour in (int[])[3, 9, 20]) writer.Write(Lakes.Info($"{hour}"), "1", Records(new Random(hour), 20, 1, first: hour));
            writer.Commit();
        }

        // A start finds these hours at rest, and knows nothing of those between them.
        using var lake = Open(_folder);
        var sealer = Sealer(lake);
        while (sealer.Step(importing: true, CancellationToken.None)) continue;
        Assert.Equal((3, 0), RollUpCheck.AssertExact(lake));

        while (sealer.Step(importing: false, CancellationToken.None)) continue;
        Assert.Equal((LakeSeals.HoursOfDay, 1), RollUpCheck.AssertExact(lake));
    }

    [Fact]
    public void A_sum_beyond_63_bits_keeps_its_hour_alone_from_the_roll_ups()
    {
        using var lake = Open(_folder);
        var sealer = Sealer(lake);
        using var writer = new LakeWriter(lake);
        var record = Records(new Random(1), 1, 1)[0] with { Bytes = long.MaxValue };
        writer.Write(Lakes.Info("a"), "1", [record, record, record with { Start = record.Start + SealedSpans.HourLength, End = record.End + SealedSpans.HourLength }]);
        writer.Commit();

        while (sealer.Step(importing: false, CancellationToken.None)) continue;
        var (hours, days) = RollUpCheck.AssertExact(lake);
        Assert.True(hours >= 1);
        Assert.Equal(0, days);
        using var connection = lake.Connect();
        Assert.Equal(0L, connection.Query($"SELECT count(*) FROM sealed WHERE number = {record.Start / SealedSpans.HourLength}").ToRows()[0][0]);
    }

    private static void Do(Random random, LakeWriter writer, LakeSealer sealer, string name)
    {
        switch (random.Next(8))
        {
            case < 3:
                Write(random, writer, name);
                break;
            case 3:
                writer.Rollback();
                break;
            case 4:
                // Committed while the next is begun.
                writer.Commit();
                Write(random, writer, name);
                break;
            default:
                writer.Commit();
                for (var i = random.Next(4); i >= 0; i--) sealer.Step(importing: false, CancellationToken.None);
                break;
        }
    }

    // A few keys, so that objects are replaced.
    private static void Write(Random random, LakeWriter writer, string etag) =>
        writer.Write(Lakes.Info($"key {random.Next(6)}", random.Next(1, 1000)), etag, Records(random, random.Next(0, 60), random.Next(2) == 0 ? 3 : Hours));

    private static FlowRecord[] Records(Random random, int count, int hours, int? first = null)
    {
        first ??= random.Next(Hours - hours + 1);
        var seed = FlowRecords.Arbitrary.Generator.Where(records => records.Length > 0).Sample(1).Single();
        return [.. Enumerable.Range(0, count).Select(i => Moved(seed[i % seed.Length], Midnight + ((first.Value + random.Next(hours)) * SealedSpans.HourLength) + random.Next(3600)))];
    }

    private static FlowRecord Moved(FlowRecord record, long start) => record with { Start = start, End = start + record.End - record.Start };

    private LakeDatabase Open(TemporaryFolder folder) => Lakes.Open(folder.Path, time: _time);

    private static LakeSealer Sealer(LakeDatabase lake, SealRules? rules = null) => new(lake, rules ?? new SealRules(), NullLogger.Instance);
}
