using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Filters;

/// <summary>
/// One filter, three answers: what it plainly means, the predicate over batches, and SQL over the lake and its links. Random filters and records of all formats, other ones in each run; the
/// seed of a failure is in its message, and with it in the environment variable FLOWOPTICS_FILTER_SEED the same ones come again.
/// </summary>
public sealed class AgreementTests : IDisposable
{
    private const string SeedVariable = "FLOWOPTICS_FILTER_SEED";
    private const int Objects = 10;
    private const int PerObject = 80;

    /// <summary>Filters to one statement: most of a statement's time is its planning, and less so together.</summary>
    private const int Together = 8;

    private const int Runs = 2000 / Together;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batches_lake_and_plain_meaning_agree()
    {
        var seed = Seeds.Fresh(SeedVariable);
        var world = new FilterWorld(new Random(seed));
        var objects = Enumerable.Range(0, Objects).Select(format => world.Batch(format, PerObject)).ToArray();
        using var lake = Lakes.Open(_folder.Path);
        using (var writer = new LakeWriter(lake))
        {
            foreach (var (batch, i) in objects.Select((each, i) => (each.Batch, i)))
            {
                Assert.True(writer.Begin(Lakes.Info($"{i}"), "etag"));
                writer.Append(batch);
                writer.End(new LedgerEntry(Lakes.Info($"{i}"), "etag", LedgerState.Imported, PerObject, 0, 0, 0, null, DateTimeOffset.UnixEpoch));
            }

            writer.Commit();
        }

        using var connection = lake.Connect();
        TestSeals.Make(connection, _ => true, _ => true);
        Prop.ForAll(Filters, cases =>
        {
            var parsed = cases.Select(each => Parse(each.Text, seed)).ToArray();
            var expected = cases.Select(each => objects.SelectMany(one => one.Records).Where(each.Holds).Select(record => record.Bytes).Order().ToArray()).ToArray();
            for (var i = 0; i < cases.Length; i++) AssertSame(expected[i], OfBatches(parsed[i], objects), "batches", parsed[i], seed);
            foreach (var (i, found) in OfLake(connection, parsed).Index()) AssertSame(expected[i], found, "lake", parsed[i], seed);
            foreach (var (i, filter) in parsed.Index()) AssertRollUps(connection, filter, cases[i].IsOfLinks, expected[i].Length, seed);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay((ulong)seed, 1));
    }

    // What fails is first one filter alone, then one of its parts.
    private static Arbitrary<RandomFilter[]> Filters { get; } = Arb.From(
        Gen.Choose(0, int.MaxValue - 1).Select(seed => RandomFilter.Make(new Random(seed))).ArrayOf(Together),
        cases => cases.Length > 1 ? cases.Select(one => new[] { one }) : cases.SelectMany(one => one.Parts).Select(part => new[] { part }));

    private static FlowFilter Parse(string text, int seed)
    {
        try
        {
            var filter = FlowFilter.Parse(text, null, FilterWorld.TextColumns);
            Assert.Equal(filter.ToString(), FlowFilter.Parse(filter.ToString(), null, FilterWorld.TextColumns).ToString());
            return filter;
        }
        catch (FilterException fault)
        {
            Assert.Fail($"{SeedVariable}={seed}: {text}: {fault.Message} at {fault.Position}");
            throw;
        }
    }

    private static long[] OfBatches(FlowFilter filter, (FilterRecord[] Records, EnrichedBatch Batch)[] objects)
    {
        var predicate = FilterPredicate.Compile(filter);
        var found = new List<long>();
        var matches = new bool[PerObject];
        foreach (var (_, batch) in objects)
        {
            var count = predicate.Match(batch, matches);
            Assert.Equal(count, matches.Count(match => match));
            for (var i = 0; i < PerObject; i++)
            {
                if (matches[i]) found.Add(batch.Flows.Bytes[i]);
            }
        }

        found.Sort();
        return [.. found];
    }

    private static long[][] OfLake(DuckDbConnection connection, FlowFilter[] filters)
    {
        var sql = new SqlText();
        for (var i = 0; i < filters.Length; i++)
        {
            sql.Add(i == 0 ? "" : " UNION ALL ").Add($"SELECT {i.ToString(CultureInfo.InvariantCulture)}, bytes FROM flows WHERE start_time >= 0 AND ");
            FilterSql.Add(sql, filters[i], FilterColumns.Flows);
        }

        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(TestContext.Current.CancellationToken);
        var rows = result.ToRows().ToArray();
        return [.. Enumerable.Range(0, filters.Length).Select(i => rows.Where(row => (int)row[0]! == i).Select(row => (long)row[1]!).Order().ToArray())];
    }

    private static void AssertRollUps(DuckDbConnection connection, FlowFilter filter, bool isOfLinks, int expected, int seed)
    {
        Assert.Equal(isOfLinks, FilterColumns.Links.CanAnswer(filter));
        foreach (var (table, columns) in new[] { ("links_day", FilterColumns.Links), ("services_hour", FilterColumns.Services), ("places_hour", FilterColumns.Places), ("places_day", FilterColumns.Places), ("hosts_day", FilterColumns.Hosts) })
        {
            if (!columns.CanAnswer(filter))
            {
                Assert.Throws<UnsupportedQueryException>(() => FilterSql.Add(new SqlText(), filter, columns));
                continue;
            }

            // A row for each end of hosts_day.
            var sql = FilterSql.Add(new SqlText().Add($"SELECT coalesce(sum(flows), 0)::BIGINT FROM {table} AS t WHERE {(table == "hosts_day" ? "sent AND " : "")}"), filter, columns.As("t"));
            using var statement = sql.Prepare(connection);
            using var result = statement.Execute(TestContext.Current.CancellationToken);
            Assert.True((long)result.ToRows().Single()[0]! == expected, $"{SeedVariable}={seed}, {table}: {filter}: {expected} expected");
        }
    }

    private static void AssertSame(long[] expected, long[] found, string where, FlowFilter filter, int seed) => Assert.True(
        expected.SequenceEqual(found),
        $"{SeedVariable}={seed}, {where}: {filter.Text}\n= {filter}\n{found.Except(expected).Count()} too many, {expected.Except(found).Count()} missing of {expected.Length}");
}
