using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Live;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveFeedTests : IDisposable
{
    private const int Records = 10_000;

    private readonly TemporaryFolder _folder = new();
    private readonly GeoSource _geo = GeoSource.Open(new GeoOptions(), folder: null);
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);
    private readonly Bucket _bucket;
    private readonly FolderObjectStore _store;
    private readonly LiveWindow _window;
    private readonly LiveRebuild _rebuild;
    private readonly LiveFeed _feed;

    public LiveFeedTests()
    {
        _bucket = new Bucket(_folder.Path);
        _store = new FolderObjectStore(_folder.Path, new FolderObjectOptions(), null, _time);
        _window = Window();
        (_rebuild, _feed) = Feed(_store, _window);
    }

    public void Dispose()
    {
        _rebuild.Dispose();
        _geo.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_object_streamed_just_before_a_crash_and_not_listed_yet_is_found_a_little_later_and_counted_once()
    {
        // Renamed into place at this moment: streamed at once, listed when it has lain still. Before the crash two of its batches were acknowledged.
        var key = _bucket.Put("renamed", Bucket.Text(Records, _time.Now), _time.Now);
        var batches = await BatchesAsync(key);

        await ReadAsync(_rebuild);
        Assert.Equal(0, _window.Total.Flows);
        Assert.False(_rebuild.IsSettled);

        // The session brings the rest, while the second look waits.
        foreach (var batch in batches.Skip(2)) await TakeAsync(batch);
        Assert.Equal(batches.Skip(2).Sum(batch => batch.Flows.Count), _window.Total.Flows);
        Assert.False(_rebuild.IsSettled);

        await SettledAsync(_rebuild);
        Assert.Equal(Records, _window.Total.Flows);
        foreach (var batch in batches) await TakeAsync(batch);
        Assert.Equal(Records, _window.Total.Flows);
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_read_at_the_start_is_read_once_it_can_be()
    {
        _bucket.Put("a", Bucket.Text(Records, _time.Now), _time.Now.AddMinutes(-5));
        _bucket.Put("b", Bucket.Text(100, _time.Now), _time.Now.AddMinutes(-5));
        var store = new FailingStore(_store) { FailingLists = 2, FailingOpens = 1 };
        var window = Window();
        var (rebuild, _) = Feed(store, window);
        using var disposed = rebuild;

        await ReadAsync(rebuild);
        Assert.False(rebuild.IsSettled);
        await SettledAsync(rebuild);

        Assert.Equal((0, 0), (store.FailingLists, store.FailingOpens));
        Assert.Equal(Records + 100, window.Total.Flows);
    }

    [Fact]
    public async Task Reads_the_windows_objects_at_the_start_and_no_older_ones()
    {
        _bucket.Put("old", Bucket.Text(100, _time.Now), _time.Now.AddDays(-2));
        _bucket.Put("young", Bucket.Text(Records, _time.Now), _time.Now.AddMinutes(-5));

        await ReadAsync(_rebuild);

        Assert.Equal(Records, _window.Total.Flows);
        Assert.Equal(_time.Now.AddMinutes(-5).ToUnixTimeSeconds(), _window.NewestArrival?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task An_object_that_was_written_anew_replaces_what_the_window_held_of_it()
    {
        var key = _bucket.Put("a", Bucket.Text(Records, _time.Now), _time.Now.AddSeconds(-30));
        await ReadAsync(_rebuild);
        _bucket.Put("a", Bucket.Text(300, _time.Now, "REJECT"), _time.Now.AddSeconds(-10));

        foreach (var batch in await BatchesAsync(key)) await TakeAsync(batch);
        await SettledAsync(_rebuild);

        Assert.Equal(300, _window.Total.Flows);
    }

    [Fact]
    public async Task Batches_of_a_content_that_was_replaced_since_change_nothing()
    {
        var key = _bucket.Put("a", Bucket.Text(300, _time.Now), _time.Now.AddSeconds(-30));
        var old = await BatchesAsync(key);
        _bucket.Put("a", Bucket.Text(200, _time.Now, "REJECT"), _time.Now.AddSeconds(-10));
        await ReadAsync(_rebuild);

        foreach (var batch in old) await TakeAsync(batch);
        await SettledAsync(_rebuild);

        Assert.Equal(200, _window.Total.Flows);
    }

    [Fact]
    public async Task More_objects_to_read_again_than_are_kept_in_mind_are_read_by_a_look_at_the_whole_bucket()
    {
        await ReadAsync(_rebuild);
        await SettledAsync(_rebuild);
        _bucket.Put("a", Bucket.Text(Records, _time.Now), _time.Now.AddMinutes(-5));

        for (var i = 0; i < 20_000; i++) _rebuild.ReadAgain($"gone {i}");
        await SettledAsync(_rebuild);

        Assert.Equal(Records, _window.Total.Flows);
    }

    [Fact]
    public async Task Where_the_bucket_does_not_answer_new_objects_do_not_wait_for_it_one_after_the_other()
    {
        var store = new FailingStore(_store) { HangingFinds = 1 };
        var window = Window();
        var (rebuild, feed) = Feed(store, window);
        using var disposed = rebuild;
        var batches = new List<EnrichedBatch>();
        foreach (var name in (string[])["a", "b", "c", "d"]) batches.Add(Assert.Single(await BatchesAsync(_bucket.Put(name, Bucket.Text(100, _time.Now), _time.Now.AddMinutes(-5)))));

        var first = TakeAsync(batches[0], feed);
        Assert.False(first.IsCompleted);
        _time.Now += TimeSpan.FromSeconds(5);
        await first;
        foreach (var batch in batches[1..3]) await TakeAsync(batch, feed);
        Assert.Equal((300, 1), (window.Total.Flows, store.Finds));

        _time.Now += TimeSpan.FromMinutes(1);
        await TakeAsync(batches[3], feed);
        Assert.Equal((400, 2), (window.Total.Flows, store.Finds));
    }

    // Longer than the clock is moved on while the feed tries again.
    private LiveWindow Window() => new(new LiveWindowOptions { Length = TimeSpan.FromDays(1) }, _time);

    private static async Task ReadAsync(LiveRebuild rebuild)
    {
        await rebuild.StartAsync(CancellationToken.None);
        await rebuild.Ready.WaitAsync(TestContext.Current.CancellationToken);
    }

    private Task SettledAsync(LiveRebuild rebuild) => Eventually.TrueAsync(
        () =>
        {
            _time.Now += TimeSpan.FromSeconds(rebuild.IsSettled ? 0 : 6);
            return rebuild.IsSettled;
        },
        "the bucket has been read");

    private (LiveRebuild Rebuild, LiveFeed Feed) Feed(IObjectStore store, LiveWindow window)
    {
        var options = new GraphApiOptions { Lake = new LakeOptions { Folder = "", Bucket = "" }, Live = new LiveWindowOptions(), Geo = new GeoOptions(), GeoFolder = "" };
        var rebuild = new LiveRebuild(window, store, new FlowEnricher(_geo), options, _time, NullLogger<LiveRebuild>.Instance);
        return (rebuild, new LiveFeed(window, rebuild, new LiveLoad(_time, options), store, options, _time, NullLogger<LiveFeed>.Instance));
    }

    private Task TakeAsync(EnrichedBatch batch) => TakeAsync(batch, _feed);

    private static async Task TakeAsync(EnrichedBatch batch, LiveFeed feed)
    {
        var live = new LiveBatch();
        live.Read(FlowWire.Encode(batch));
        await feed.TakeAsync(live, CancellationToken.None);
    }

    private async Task<List<EnrichedBatch>> BatchesAsync(string key)
    {
        var batches = new List<EnrichedBatch>();
        await using var stored = await _store.OpenAsync(key, CancellationToken.None);
        await foreach (var batch in FlowObjectReader.ReadAsync(stored!, new FlowObjectReport(), null, CancellationToken.None)) batches.Add(new FlowEnricher(_geo).Enrich(batch));
        return batches;
    }

    /// <summary>A bucket that is not to be reached for a while.</summary>
    private sealed class FailingStore(IObjectStore store) : IObjectStore
    {
        public int FailingLists { get; set; }

        public int FailingOpens { get; set; }

        public int HangingFinds { get; set; }

        public int Finds { get; private set; }

        public string Bucket => store.Bucket;

        public IAsyncEnumerable<ObjectInfo> ListAsync(CancellationToken cancellationToken) =>
            FailingLists > 0 && FailingLists-- > 0 ? throw new ObjectStoreException("no bucket now") : store.ListAsync(cancellationToken);

        public Task<StoredObject?> OpenAsync(string key, CancellationToken cancellationToken) =>
            FailingOpens > 0 && FailingOpens-- > 0 ? throw new ObjectStoreException("no object now") : store.OpenAsync(key, cancellationToken);

        public async Task<ObjectInfo?> FindAsync(string key, CancellationToken cancellationToken)
        {
            if (++Finds <= HangingFinds) await Task.Delay(Timeout.Infinite, cancellationToken);
            return await store.FindAsync(key, cancellationToken);
        }
    }
}
