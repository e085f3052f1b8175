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
    private readonly LiveFeed _feed;

    public LiveFeedTests()
    {
        _bucket = new Bucket(_folder.Path);
        _store = new FolderObjectStore(_folder.Path, new FolderObjectOptions(), null, _time);
        _window = new LiveWindow(new LiveWindowOptions(), _time);
        _feed = Feed(_store, _window);
    }

    public void Dispose()
    {
        _geo.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_object_streamed_just_before_a_crash_and_not_listed_yet_is_found_a_little_later_and_counted_once()
    {
        // Renamed into place at this moment: streamed at once, listed when it has lain still. Before the crash two of its batches were acknowledged.
        var key = _bucket.Put("renamed", Bucket.Text(Records, _time.Now), _time.Now);
        var batches = await BatchesAsync(key);

        await _feed.RebuildAsync(CancellationToken.None);
        Assert.Equal(0, _window.Total.Flows);
        Assert.True(_feed.Ready.IsCompletedSuccessfully);
        Assert.False(_feed.IsSettled);

        // The session brings the rest, while the second look waits.
        var late = _feed.ReadLateListedAsync(CancellationToken.None);
        foreach (var batch in batches.Skip(2)) await TakeAsync(batch);
        Assert.Equal(batches.Skip(2).Sum(batch => batch.Flows.Count), _window.Total.Flows);
        Assert.False(_feed.IsSettled);

        _time.Now += TimeSpan.FromSeconds(6);
        await late;

        Assert.True(_feed.IsSettled);
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
        // Longer than the clock is moved on while the feed tries again.
        var window = new LiveWindow(new LiveWindowOptions { Length = TimeSpan.FromDays(1) }, _time);
        var feed = Feed(store, window);

        await feed.RebuildAsync(CancellationToken.None);
        Assert.True(feed.Ready.IsCompletedSuccessfully);
        Assert.False(feed.IsSettled);
        var late = feed.ReadLateListedAsync(CancellationToken.None);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Now += TimeSpan.FromSeconds(6);
                return late.IsCompleted;
            },
            "the bucket has been read");

        Assert.Equal((0, 0, true), (store.FailingLists, store.FailingOpens, feed.IsSettled));
        Assert.Equal(Records + 100, window.Total.Flows);
    }

    [Fact]
    public async Task Reads_the_windows_objects_at_the_start_and_no_older_ones()
    {
        _bucket.Put("old", Bucket.Text(100, _time.Now), _time.Now.AddMinutes(-20));
        _bucket.Put("young", Bucket.Text(Records, _time.Now), _time.Now.AddMinutes(-5));

        await _feed.RebuildAsync(CancellationToken.None);

        Assert.Equal(Records, _window.Total.Flows);
        Assert.Equal(_time.Now.AddMinutes(-5).ToUnixTimeSeconds(), _window.NewestArrival?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task An_object_that_was_written_anew_replaces_what_the_window_held_of_it()
    {
        var key = _bucket.Put("a", Bucket.Text(Records, _time.Now), _time.Now.AddSeconds(-30));
        await _feed.RebuildAsync(CancellationToken.None);
        _bucket.Put("a", Bucket.Text(300, _time.Now, "REJECT"), _time.Now.AddSeconds(-10));

        foreach (var batch in await BatchesAsync(key)) await TakeAsync(batch);

        Assert.Equal(300, _window.Total.Flows);
    }

    private LiveFeed Feed(IObjectStore store, LiveWindow window)
    {
        var options = new GraphApiOptions { Lake = new LakeOptions { Folder = "", Bucket = "" }, Live = new LiveWindowOptions(), Geo = new GeoOptions(), GeoFolder = "" };
        return new LiveFeed(window, new LiveLoad(_time, options), store, new FlowEnricher(_geo), options, _time, NullLogger<LiveFeed>.Instance);
    }

    private async Task TakeAsync(EnrichedBatch batch)
    {
        var live = new LiveBatch();
        live.Read(FlowWire.Encode(batch));
        await _feed.TakeAsync(live, CancellationToken.None);
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

        public string Bucket => store.Bucket;

        public IAsyncEnumerable<ObjectInfo> ListAsync(CancellationToken cancellationToken) =>
            FailingLists > 0 && FailingLists-- > 0 ? throw new ObjectStoreException("no bucket now") : store.ListAsync(cancellationToken);

        public Task<StoredObject?> OpenAsync(string key, CancellationToken cancellationToken) =>
            FailingOpens > 0 && FailingOpens-- > 0 ? throw new ObjectStoreException("no object now") : store.OpenAsync(key, cancellationToken);

        public Task<ObjectInfo?> FindAsync(string key, CancellationToken cancellationToken) => store.FindAsync(key, cancellationToken);
    }
}
