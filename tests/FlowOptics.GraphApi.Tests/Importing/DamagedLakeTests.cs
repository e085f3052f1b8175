using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Importing;

public sealed class DamagedLakeTests
{
    private const int Records = 80_000;

    // Asks for a column that neither the roll-ups nor the findings have read before.
    private const string History = "/api/v1/graph?mode=all&from=2026-11-01&to=2026-12-01&filter=pkt-srcaddr%20in%200.0.0.0/0";

    [Fact]
    public async Task A_query_that_finds_the_lake_damaged_has_it_made_again_from_the_bucket()
    {
        using var folder = new TemporaryFolder();
        var bucket = new Bucket(Directory.CreateDirectory(Path.Combine(folder.Path, "bucket")).FullName);
        bucket.Put("one", Text(), DateTimeOffset.UtcNow.AddHours(-2));
        using (var first = new GraphApiProcess(folder.Path, bucket.Folder)) await first.UntilAsync("/api/v1/meta", IsImported);

        Checkpoint(Path.Combine(folder.Path, "lake", "flowoptics.duckdb"));

        // What the second reads at its start is in its memory; all else is overwritten under it.
        using var second = new GraphApiProcess(folder.Path, bucket.Folder);
        await second.UntilAsync("/api/v1/meta", IsImported);
        Overwrite(Path.Combine(folder.Path, "lake", "flowoptics.duckdb"));

        await second.UntilAsync(History, answer => answer.GetProperty("accepted").GetProperty("flows").GetInt64() == Records);
        Assert.True(File.Exists(Path.Combine(folder.Path, "lake", "flowoptics.duckdb.set-aside")), second.Output);
    }

    private static bool IsImported(JsonElement meta) => meta.GetProperty("import").GetProperty("records").GetInt64() == Records;

    // Numbers that do not compress, so that their columns have blocks of their own.
    private static byte[] Text()
    {
        var text = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status pkt-srcaddr\n");
        var random = new Random(1);
        for (var i = 0; i < Records; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2 {Bucket.Account} eni-0a1b2c 10.0.2.{i % 50} 10.0.3.7 40000 5432 6 {random.Next()} {random.NextInt64(1L << 48)} 1795300000 1795300060 ACCEPT OK {new IPAddress(random.Next())}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    // What is still in the write-ahead log is read into memory at the start, and no damage to the file would show.
    private static void Checkpoint(string path)
    {
        using var database = DuckDbDatabase.Open(path);
        using var connection = database.Connect();
        connection.Execute("CHECKPOINT");
    }

    private static void Overwrite(string path)
    {
        // The first three blocks of 4 KiB are the file's own head.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var noise = new byte[file.Length - (3 * 4096)];
        new Random(1).NextBytes(noise);
        file.Position = 3 * 4096;
        file.Write(noise);
    }
}
