using System.Text;

namespace FlowOptics.Lake.Tests.Objects;

/// <summary>What every object store does.</summary>
public abstract class ObjectStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_each_object_once_and_leaves_out_hidden_and_unfinished_ones()
    {
        string[] taken = ["a.log", "b.log.gz", "000000.gz", "x/y/z.parquet", "AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/22/c.log.gz", "a b+c/100%/ü&=?.log"];
        string[] left = [".a.log", "b.gz.tmp", "d~", "_SUCCESS", "_temporary/0/e.gz", "x/.z/f.gz"];
        foreach (var key in taken.Concat(left)) await PutAsync(key, [1, 2]);

        var listed = await Store.ListAsync(Token).ToListAsync(Token);

        Assert.Equal(taken.Order(StringComparer.Ordinal), listed.Select(info => info.Key).Order(StringComparer.Ordinal));
        Assert.All(listed, info => Assert.Equal((Store.Bucket, 2L), (info.Bucket, info.Size)));
    }

    [Fact]
    public async Task Gives_the_bytes_that_were_put_and_says_the_same_of_them_wherever_it_is_asked()
    {
        var random = new Random(5);
        foreach (var size in (int[])[0, 1, 65_537, 300_001])
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            await PutAsync($"sizes/{size} +%ü.log", bytes);
        }

        foreach (var info in await Store.ListAsync(Token).ToListAsync(Token))
        {
            await using var stored = await Store.OpenAsync(info.Key, Token);
            using var copy = new MemoryStream();
            await stored!.Content.CopyToAsync(copy, Token);
            Assert.Equal(info, stored.Info);
            Assert.Equal(info, await Store.FindAsync(info.Key, Token));
            Assert.Equal(info.Key, $"sizes/{copy.Length} +%ü.log");
            Assert.NotEmpty(stored.ETag);
        }
    }

    [Fact]
    public async Task An_etag_is_of_the_content_alone()
    {
        foreach (var (key, content) in new[] { ("a.log", 1), ("x/b.log", 1), ("c.log", 2) }) await PutAsync(key, [(byte)content]);
        var etags = new List<string>();
        foreach (var key in (string[])["a.log", "x/b.log", "c.log"])
        {
            await using var stored = await Store.OpenAsync(key, Token);
            etags.Add(stored!.ETag);
        }

        Assert.Equal(etags[0], etags[1]);
        Assert.NotEqual(etags[0], etags[2]);
        await PutAsync("a.log", [2]);
        await using var replaced = await Store.OpenAsync("a.log", Token);
        Assert.Equal(etags[2], replaced!.ETag);
    }

    [Fact]
    public async Task Answers_null_for_an_object_that_is_not_there()
    {
        Assert.Null(await Store.OpenAsync("none/x.log", Token));
        Assert.Null(await Store.FindAsync("none/x.log", Token));
    }

    [Fact]
    public async Task Reading_that_is_cancelled_ends_as_cancelled()
    {
        await PutAsync("a.log", new byte[100_000]);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.OpenAsync("a.log", cancelled.Token));
        await using var stored = await Store.OpenAsync("a.log", Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stored!.Content.ReadExactlyAsync(new byte[100_000], cancelled.Token));
    }

    [Fact]
    public async Task Its_objects_are_read_as_batches_with_bucket_key_and_etag()
    {
        await PutAsync("AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/22/a.log", Encoding.ASCII.GetBytes(
            "version account-id srcaddr dstaddr start\n2 123456789012 10.0.0.1 10.0.0.2 1795305600\n2 123456789012 10.0.0.1 10.0.0.3 1795305600\n"));
        await using var stored = await Store.OpenAsync("AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/22/a.log", Token);
        var batch = Assert.Single(await FlowObjectReader.ReadAsync(stored!, new FlowObjectReport(), null, Token).ToListAsync(Token));
        Assert.Equal((2, "123456789012", "eu-west-1"), (batch.Count, batch.Account, batch.Region));
        Assert.Equal((Store.Bucket, stored!.Info.Key, stored.ETag), (batch.Origin.Bucket, batch.Origin.Key, batch.Origin.ETag));
    }

    protected abstract IObjectStore Store { get; }

    /// <summary>Puts a finished object there.</summary>
    protected abstract Task PutAsync(string key, byte[] content);
}
