using System.IO.Compression;
using System.Text.Json;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Importing;

public sealed class KilledImportTests
{
    private const int Objects = 60;
    private const int PerObject = 20_000;
    private const string History = "/api/v1/graph?mode=all&days=2";
    private const string Live = "/api/v1/graph?mode=all&source=live";

    [Fact]
    public async Task Totals_equal_the_objects_after_a_kill_in_the_middle_of_an_import()
    {
        using var folder = new TemporaryFolder();
        var bucket = new Bucket(Directory.CreateDirectory(Path.Combine(folder.Path, "bucket")).FullName);
        var now = DateTimeOffset.UtcNow;
        var content = Bucket.Text(PerObject, now);
        for (var i = 0; i < Objects; i++) bucket.Put($"old{i:000}", content, now.AddHours(-2));
        bucket.Put("young", Bucket.Text(1234, now, "REJECT"), now.AddSeconds(-20));
        var cutContent = Bucket.Text(5000, now)[..^200];
        bucket.Put("cut", cutContent, now.AddHours(-3));

        // In the middle, unless this machine was so slow to ask that the import was over: what comes next must hold then too.
        using (var first = new GraphApiProcess(folder.Path, bucket.Folder))
        {
            await first.UntilAsync("/api/v1/meta", meta => Records(meta) > 0);
            first.Kill();
        }

        using var second = new GraphApiProcess(folder.Path, bucket.Folder);
        var done = await second.UntilAsync("/api/v1/meta", meta => meta.GetProperty("import").GetProperty("objects").GetInt64() == Objects + 2);

        var problem = Assert.Single(done.GetProperty("import").GetProperty("problems").EnumerateArray());
        Assert.Contains("cut", problem.GetProperty("key").GetString(), StringComparison.Ordinal);
        // What could be read of the cut object counts, to its last whole line.
        var cut = Records(done) - (Objects * PerObject) - 1234;
        Assert.Equal(WholeLines(cutContent) - 1, cut);
        var history = await second.UntilAsync(History, _ => true);
        Assert.Equal((Objects * PerObject) + cut, history.GetProperty("accepted").GetProperty("flows").GetInt64());
        Assert.Equal(1234, history.GetProperty("rejected").GetProperty("flows").GetInt64());
        Assert.Equal(50, history.GetProperty("totalLinks").GetInt64());
        Assert.Equal("5432", history.GetProperty("links")[0].GetProperty("label").GetString());

        var live = await second.UntilAsync(Live, answer => answer.GetProperty("rejected").GetProperty("flows").GetInt64() > 0);
        Assert.Equal(1234, live.GetProperty("rejected").GetProperty("flows").GetInt64());
        Assert.Equal(0, live.GetProperty("accepted").GetProperty("flows").GetInt64());
    }

    private static long WholeLines(byte[] cut)
    {
        // The framework's stream takes truncated gzip for whole.
        using var text = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(cut), CompressionMode.Decompress)) gzip.CopyTo(text);
        return text.ToArray().AsSpan().Count((byte)'\n');
    }

    private static long Records(JsonElement meta) => meta.GetProperty("import").GetProperty("records").GetInt64();
}
