using System.Net.Http.Json;
using System.Text.Json;
using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;
using FlowOptics.Lake.Tests.Store;

namespace FlowOptics.GraphApi.Tests.Importing;

/// <summary>Kills the service at random moments while its lake imports, seals and expires, and holds what is in the file against the objects.</summary>
public sealed class KilledLakeTests
{
    private const int Objects = 48;
    private const int PerObject = 4000;
    private const int Days = 4;

    // Each start has other rules, so that it takes objects away or brings them back.
    private static readonly int[] RetentionDays = [0, 1, 3, 1, 0];

    [Fact]
    public async Task Whenever_it_is_killed_the_roll_ups_the_records_and_the_ledger_agree()
    {
        var random = new Random(20261122);
        using var folder = new TemporaryFolder();
        var bucket = new Bucket(Directory.CreateDirectory(Path.Combine(folder.Path, "bucket")).FullName);
        var newest = DateTimeOffset.UtcNow.AddHours(-1);
        for (var i = 0; i < Objects; i++)
        {
            var end = newest.AddHours(-i * 24 * Days / (double)Objects);
            // Half of the names say when.
            var key = i % 2 == 0 ? ObjectPath.Format(Bucket.Account, "eu-west-1", "fl-1", end, $"{i}") : $"copied/{i}.log.gz";
            bucket.PutAt(key, Bucket.Text(PerObject, end), end);
        }

        foreach (var days in RetentionDays)
        {
            using (var service = new GraphApiProcess(folder.Path, bucket.Folder, ("FlowOptics__Lake__RetentionDays", $"{days}")))
            {
                await service.UntilAsync("/api/v1/meta", _ => true);
                await Task.Delay(random.Next(1200), TestContext.Current.CancellationToken);
                service.Kill();
            }

            using var database = OpenFile(folder);
            using var connection = database.Connect();
            AssertConsistent(connection);
        }

        using (var last = new GraphApiProcess(folder.Path, bucket.Folder))
        {
            await last.UntilAsync("/api/v1/meta", meta => meta.GetProperty("import") is var import && import.GetProperty("objects").GetInt64() == Objects && import.GetProperty("pendingObjects").GetInt64() == 0);
            // Of whole days only roll-ups are read when all of them are made. Answers over them are kept, so each time it is another question.
            var limit = 0;
            await Eventually.TrueAsync(
                async () => Tables(await last.Client.GetFromJsonAsync<JsonElement>(
                    $"/api/v1/graph?mode=all&from={newest.UtcDateTime.Date.AddDays(1 - Days):yyyy-MM-dd}&to={newest.UtcDateTime.Date:yyyy-MM-dd}&limit={++limit}")).SequenceEqual(["links_day"]),
                () => $"the days were not sealed\n{last.Output}");
            last.Kill();
        }

        using var file = OpenFile(folder);
        using var final = file.Connect();
        var (_, sealedDays) = AssertConsistent(final);
        Assert.True(sealedDays >= Days - 1);
        using var sums = final.Query("SELECT count(*), sum(packets)::BIGINT, sum(bytes)::BIGINT FROM flows");
        // As Bucket.Text writes them.
        Assert.Equal(
            [Objects * (long)PerObject, Objects * (long)PerObject * 3, Objects * Enumerable.Range(0, PerObject).Sum(record => 100L + (record % 7))],
            sums.ToRows()[0].Select(value => (long)value!));
    }

    private static (long Hours, long Days) AssertConsistent(DuckDbConnection connection)
    {
        using var wrong = connection.Query(
            """
            SELECT ledger.key, ledger.state, ledger.records, rows.n
            FROM ledger FULL JOIN (SELECT object, count(*) AS n FROM flows GROUP BY object) AS rows ON rows.object = ledger.id
            WHERE coalesce(rows.n, 0) <> CASE ledger.state WHEN 2 THEN 0 ELSE ledger.records END OR ledger.id IS NULL
            """);
        Assert.Empty(wrong.ToRows());
        using var twice = connection.Query("SELECT key FROM ledger GROUP BY key HAVING count(*) > 1");
        Assert.Empty(twice.ToRows());
        return RollUpCheck.AssertExact(connection);
    }

    private static IEnumerable<string?> Tables(JsonElement answer) => answer.GetProperty("plan").GetProperty("tables").EnumerateArray().Select(table => table.GetString());

    private static DuckDbDatabase OpenFile(TemporaryFolder folder)
    {
        var database = DuckDbDatabase.Open(Path.Combine(folder.Path, "lake", "flowoptics.duckdb"));
        using var connection = database.Connect();
        // The next start finds the log as the kill left it.
        connection.Execute("PRAGMA disable_checkpoint_on_shutdown");
        return database;
    }
}
