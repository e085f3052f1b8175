namespace FlowOptics.Lake.Tests.Objects;

public sealed class FolderObjectFeedTests : IAsyncDisposable
{
    private static readonly FolderObjectOptions Slow = new() { Settle = TimeSpan.FromMinutes(10), Rescan = TimeSpan.FromHours(1), Poll = TimeSpan.FromMilliseconds(20) };
    private static readonly FolderObjectOptions Quick = Slow with { Settle = TimeSpan.FromMilliseconds(200) };

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private IAsyncEnumerator<ObjectInfo>? _feed;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Gives_out_first_what_is_there_and_then_what_is_renamed_into_place_at_once()
    {
        _folder.Write("a.log", [1], TimeSpan.FromHours(1));
        Open(Slow);
        Assert.Equal("a.log", (await Next()).Key);

        var next = Next();
        await File.WriteAllBytesAsync(_folder.Of("b.log.tmp"), [1, 2], _end.Token);
        File.Move(_folder.Of("b.log.tmp"), _folder.Of("b.log"));

        var info = await next;
        Assert.Equal(("b.log", 2L), (info.Key, info.Size));
    }

    [Fact]
    public async Task Waits_for_a_slow_writer_to_end()
    {
        _folder.Write("a.log", [1], TimeSpan.FromHours(1));
        Open(Quick);
        await Next();
        var next = Next();
        // What is tested is time itself: a file that grows more slowly than it is looked at.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        await using (var writer = File.Create(_folder.Of("slow.log")))
        {
            for (var i = 0; i < 20; i++)
            {
                await writer.WriteAsync(new byte[100], _end.Token);
                await writer.FlushAsync(_end.Token);
                await pace.WaitForNextTickAsync(_end.Token);
            }
        }

        var info = await next;
        // A stall of the test machine may let a part through; then the whole follows.
        while (info.Size < 2000) info = await Next();
        Assert.Equal(("slow.log", 2000L), (info.Key, info.Size));
    }

    [Fact]
    public async Task Gives_an_object_out_again_when_its_content_was_replaced()
    {
        _folder.Write("a.log", [1], TimeSpan.FromHours(1));
        Open(Slow);
        await Next();
        var next = Next();
        await File.WriteAllBytesAsync(_folder.Of("new.tmp"), [1, 2, 3], _end.Token);
        File.Move(_folder.Of("new.tmp"), _folder.Of("a.log"), overwrite: true);
        var info = await next;
        Assert.Equal(("a.log", 3L), (info.Key, info.Size));
    }

    [Fact]
    public async Task Finds_objects_in_new_folders_however_deep_and_in_folders_moved_into_place()
    {
        _folder.Write("a.log", [1], TimeSpan.FromHours(1));
        Open(Quick);
        await Next();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 30; i++)
        {
            var key = $"AWSLogs/{i}/x/y/{i}.log";
            expected.Add(key);
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.Of(key))!);
            await File.WriteAllBytesAsync(_folder.Of(key + ".tmp"), [1], _end.Token);
            File.Move(_folder.Of(key + ".tmp"), _folder.Of(key));
        }

        _folder.Write("_staged/deep/b.log", [1], TimeSpan.Zero);
        Directory.Move(_folder.Of("_staged"), _folder.Of("final"));
        expected.Add("final/deep/b.log");
        while (expected.Count > 0) expected.Remove((await Next()).Key);
    }

    [Fact]
    public async Task Waits_for_a_missing_folder_and_takes_it_up_again_after_it_was_gone()
    {
        var moved = _folder.Of("later");
        Open(Quick, moved);
        var next = Next();
        Assert.False(next.IsCompleted);
        _folder.Write("later/a.log", [1]);
        Assert.Equal("a.log", (await next).Key);
    }

    [Fact]
    public async Task Gives_out_nothing_twice_over_many_listings()
    {
        for (var i = 0; i < 50; i++) _folder.Write($"{i % 5}/{i}.log", [1]);
        Open(Quick with { Rescan = TimeSpan.FromMilliseconds(5) });
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 50; i++) Assert.True(keys.Add((await Next()).Key));
        var next = Next();
        _folder.Write("last.log", [1]);
        Assert.Equal("last.log", (await next).Key);
    }

    private void Open(FolderObjectOptions options, string? folder = null) =>
        _feed = new FolderObjectFeed(new FolderObjectStore(folder ?? _folder.Path, options)).ReadAsync(_end.Token).GetAsyncEnumerator(_end.Token);

    private async Task<ObjectInfo> Next()
    {
        Assert.True(await _feed!.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(3), _end.Token));
        return _feed.Current;
    }
}
