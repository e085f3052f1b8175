using FlowOptics.GraphApi.Live;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveWindowTests
{
    private readonly ManualTime _time = new(DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch));
    private readonly FlowRecord[] _records = FlowRecords.Arbitrary.Generator.Where(records => records.Length > 60).Sample(1).Single();

    [Fact]
    public void Counts_each_record_once_however_often_and_however_cut_it_comes()
    {
        var window = new LiveWindow(new LiveWindowOptions(), _time);
        var batches = new[] { 7, 20, 60 }.SelectMany(size => FlowRecords.ToBatches(_records, "a", "1", size)).ToArray();
        new Random(1).Shuffle(batches);

        var added = batches.Sum(batch => window.Add(batch, _time.Now));

        Assert.Equal(_records.Length, added);
        Assert.Equal(_records.Length, window.Total.Flows);
        Assert.Equal(_records.Sum(record => record.Bytes), window.Total.Bytes);
    }

    [Fact]
    public void Drops_what_arrived_before_the_window_and_says_where_it_starts()
    {
        var window = new LiveWindow(new LiveWindowOptions(), _time);
        Add(window, "old", _records[..10], _time.Now);
        _time.Now += TimeSpan.FromMinutes(10);
        Add(window, "young", _records[10..13], _time.Now);
        Assert.Equal(13, window.Total.Flows);

        _time.Now += TimeSpan.FromMinutes(6);

        Assert.Equal(3, window.Total.Flows);
        Assert.Equal(_time.Now.AddMinutes(-15), window.Start);
    }

    [Fact]
    public void Takes_no_object_that_is_older_than_the_window()
    {
        var window = new LiveWindow(new LiveWindowOptions(), _time);
        Assert.Equal(0, Add(window, "old", _records[..10], _time.Now.AddMinutes(-16)));
        Assert.Equal(10, window.Late);
        Assert.Equal(0, window.Total.Flows);
    }

    [Fact]
    public void Beyond_its_budget_drops_the_oldest_and_moves_its_start()
    {
        var window = new LiveWindow(new LiveWindowOptions { MaxBytes = 60_000 }, _time);
        for (var i = 0; i < 20; i++)
        {
            _time.Now += TimeSpan.FromSeconds(5);
            Add(window, $"object {i}", _records, _time.Now);
        }

        Assert.True(window.AllocatedBytes <= 60_000, $"{window.AllocatedBytes} bytes");
        Assert.True(window.Start > _time.Now.AddMinutes(-2), $"starts at {window.Start}, now is {_time.Now}");
        Assert.InRange(window.Total.Flows, _records.Length, 19 * _records.Length);
        Assert.Equal(0, window.Total.Flows % _records.Length);
        Assert.Equal(0, Add(window, "late", _records, window.Start.AddSeconds(-1)));
    }

    [Fact]
    public void Knows_an_object_that_was_written_anew_and_takes_none_of_it()
    {
        var window = new LiveWindow(new LiveWindowOptions(), _time);
        Add(window, "a", _records[..5], _time.Now);
        var other = FlowRecords.ToBatches(_records, "a", "another etag")[0].Flows.Origin;
        Assert.True(window.HasOtherContent(other));
        Assert.False(window.HasOtherContent(other with { ETag = "etag" }));
        Assert.Null(window.Add(FlowRecords.ToBatches(_records, "a", "another etag")[0], _time.Now));
        Assert.Equal(5, window.Total.Flows);
    }

    [Fact]
    public void Ranges_add_up_like_a_set() => Prop.ForAll(
        Gen.Choose(0, 30).Two().ListOf().ToArbitrary(),
        pairs =>
        {
            var ranges = new RecordRanges();
            var reference = new HashSet<long>();
            foreach (var (a, b) in pairs)
            {
                long first = Math.Min(a, b), end = Math.Max(a, b) + 1;
                var missing = ranges.Add(first, end).SelectMany(part => Enumerable.Range((int)part.First, (int)(part.End - part.First)).Select(i => (long)i)).ToList();
                Assert.Equal(Enumerable.Range((int)first, (int)(end - first)).Select(i => (long)i).Where(reference.Add).ToList(), missing);
            }

            Assert.True(ranges.Count <= 16);
        }).Check(Config.QuickThrowOnFailure);

    private static int? Add(LiveWindow window, string key, FlowRecord[] records, DateTimeOffset arrival) =>
        FlowRecords.ToBatches(records, key, "etag").Sum(batch => window.Add(batch, arrival));
}
