namespace FlowOptics.Lake.Tests.Objects;

public sealed class FolderObjectStoreTests : IDisposable
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lists_finished_objects_of_any_layout_and_leaves_out_hidden_and_unfinished_ones()
    {
        string[] taken = ["a.log", "b.log.gz", "000000.gz", "notes.txt", "firehose-1-2026-11-22-uuid", "x/y/z.parquet", "AWSLogs/123456789012/c.log.gz"];
        string[] left = [".a.log", "b.gz.tmp", "c.gz.part", "d~", "_SUCCESS", ".git/config", "_temporary/0/e.gz", "x/.z/f.gz", "g.CRDOWNLOAD"];
        foreach (var key in taken.Concat(left)) _folder.Write(key, [1]);
        _folder.Write("fresh.log", [1], TimeSpan.Zero);
        _folder.Write("from-the-future.log", [1], TimeSpan.FromDays(-1));

        var listed = await new FolderObjectStore(_folder.Path).ListAsync(None).Select(info => info.Key).ToListAsync(None);

        Assert.Equal(taken.Append("from-the-future.log").Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tells_size_time_and_bucket_and_an_etag_of_the_content_alone()
    {
        var store = new FolderObjectStore(_folder.Path + "/");
        _folder.Write("x/a.log", [1, 2, 3]);
        _folder.Write("b.log", [1, 2, 3], TimeSpan.FromDays(3));
        _folder.Write("c.log", [1, 2, 4]);
        var info = await store.ListAsync(None).SingleAsync(i => i.Key == "x/a.log", None);
        await using var a = await store.OpenAsync("x/a.log", None);
        await using var b = await store.OpenAsync("b.log", None);
        await using var c = await store.OpenAsync("c.log", None);

        Assert.Equal(info, a!.Info);
        Assert.Equal((3L, Path.GetFileName(_folder.Path)), (info.Size, info.Bucket));
        Assert.Equal(a.ETag, b!.ETag);
        Assert.NotEqual(a.ETag, c!.ETag);
    }

    [Fact]
    public async Task Reads_what_was_there_when_it_was_opened_though_the_file_grows_or_is_replaced()
    {
        var store = new FolderObjectStore(_folder.Path);
        var path = _folder.Write("a.log", [1, 2, 3]);
        await using var grown = await store.OpenAsync("a.log", None);
        await File.AppendAllTextAsync(path, "more", None);
        var etag = grown!.ETag;
        var content = new MemoryStream();
        await grown.Content.CopyToAsync(content, None);

        Assert.Equal(new byte[] { 1, 2, 3 }, content.ToArray());
        await using var again = await store.OpenAsync("a.log", None);
        Assert.NotEqual(etag, again!.ETag);
    }

    [Fact]
    public async Task Says_in_one_sentence_that_the_folder_is_missing()
    {
        var store = new FolderObjectStore(_folder.Of("nowhere"));
        var e = await Assert.ThrowsAsync<ObjectStoreException>(async () => await store.ListAsync(None).ToListAsync(None));
        Assert.Contains(_folder.Of("nowhere"), e.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist: create it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_null_for_an_object_that_is_gone_and_refuses_a_key_that_leads_outside()
    {
        var store = new FolderObjectStore(_folder.Path);
        Assert.Null(await store.OpenAsync("a/b.log", None));
        await Assert.ThrowsAsync<ObjectStoreException>(() => store.OpenAsync("../b.log", None));
    }

    [Fact]
    public async Task Does_not_follow_a_circle_of_links()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "making links needs a right on Windows");
        _folder.Write("x/a.log", [1]);
        Directory.CreateSymbolicLink(_folder.Of("x/circle"), _folder.Path);
        Assert.Equal(["x/a.log"], await new FolderObjectStore(_folder.Path).ListAsync(None).Select(i => i.Key).ToListAsync(None));
    }
}
