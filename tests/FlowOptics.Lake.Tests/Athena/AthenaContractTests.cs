using System.Text.Json;
using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>The same questions of DuckDB and of Athena (the emulator's), over the same records: the same answers, or a refusal with the reason.</summary>
[Collection(nameof(AthenaFixture))]
public sealed class AthenaContractTests(AthenaFixture fixture)
{
    private static readonly string[] Filters =
    [
        "action = reject", "srcport = 443", "not srcaddr in 10.0.0.0/8 and protocol = udp", "interface-id = eni-0a or dstport < 1024", "service-port = 443 or service-port = HP", "instance-tag = \"database \\\"1\\\"\"",
        "account = 123456789012 and tcp-flags = syn", "type is missing or bytes > 64", "srcport = dstport", "tcp-flags < 3 and region = eu-west-1",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Graphs_agree() => AgreeAsync(
        GraphQueries.Arbitrary.Generator, 16, (store, query) => store.GraphAsync(query, null, Token),
        query => query with { Filter = FilterOf(query.Limit + query.Addresses.Count) }, answer => answer with { Plan = null });

    [Fact]
    public Task Sums_by_dimensions_agree() => AgreeAsync(
        AggregateQueries.Aggregates.Generator, 40, (store, query) => store.AggregateAsync(query, null, Token),
        query => query with { Filter = FilterOf(query.Limit + query.By.Count) }, answer => answer with { Plan = Some });

    [Fact]
    public Task Sankeys_agree() => AgreeAsync(
        AggregateQueries.Sankeys.Generator, 40, (store, query) => store.SankeyAsync(query, null, Token), query => query with { Filter = FilterOf(query.Top) }, answer => answer with { Plan = Some });

    [Fact]
    public Task Places_agree() => AgreeAsync(
        AggregateQueries.Places.Generator, 6, (store, query) => store.GeoAsync(query, null, Token), query => query with { Filter = FilterOf(query.ByCountry ? 1 : 2) }, answer => answer with { Plan = null });

    [Fact]
    public async Task Pages_of_records_have_the_same_records_in_the_order_of_their_starts()
    {
        var whole = new FlowsQuery { Limit = 150, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + (86_400 * 9)), Account = FlowRecords.Accounts[0], Filter = FlowFilter.Parse("bytes > 40 or srcport < 1024") };
        whole = whole with { From = whole.To.AddDays(-12) };
        var (expected, found) = (await ReadAsync(fixture.World.History, whole), await ReadAsync(fixture.Athena, whole));
        Assert.True(expected.Rows.Count > 300);
        Assert.Equal(expected.Columns, found.Columns);
        var start = expected.Columns.IndexOf("start");
        Assert.Equal(expected.Rows.Select(row => row[start]), found.Rows.Select(row => row[start]));
        Assert.Equal(expected.Rows.Select(Json).Order(StringComparer.Ordinal), found.Rows.Select(Json).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_download_has_the_same_records()
    {
        var scope = new FlowsQuery { Limit = 1, From = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch - 86_400), To = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + (86_400 * 3)), Region = FlowRecords.Regions[1] };
        var (expected, found) = (new HeldRecords(), new HeldRecords());
        var count = await fixture.World.History.ExportAsync(scope, null, 100_000, expected, Token);
        Assert.Equal(count, await fixture.Athena.ExportAsync(scope, null, 100_000, found, Token));
        Assert.Equal(expected.Rows.Order(StringComparer.Ordinal), found.Rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Objects_of_Parquet_give_the_same_answers()
    {
        // Of one account: each object costs a file to be written.
        var account = FlowRecords.Accounts[0];
        await fixture.World.FillParquetAsync([.. fixture.Records.Where(record => record.Account == account)]);
        await fixture.World.RunAsync((AthenaWorld.Ddl("parquet_logs") with { Location = $"s3://{AthenaWorld.Bucket}/parquet", Parquet = true }).ToSql());
        using var store = fixture.World.Store(fixture.World.Options("parquet_logs"));
        await AgreeAsync(
            GraphQueries.Arbitrary.Generator, 2, (store, query) => store.GraphAsync(query, null, Token),
            query => query with { Account = account, Filter = FilterOf(query.Limit + query.Addresses.Count) }, answer => answer with { Plan = null }, store);
        await AgreeAsync(
            AggregateQueries.Aggregates.Generator, 6, (store, query) => store.AggregateAsync(query, null, Token),
            query => query with { Account = account, Filter = FilterOf(query.Limit + query.By.Count) }, answer => answer with { Plan = Some }, store);
    }

    private static QueryPlan Some { get; } = new([], 0, 0);

    private static async Task<(List<string> Columns, List<IReadOnlyList<object?>> Rows)> ReadAsync(IFlowStore store, FlowsQuery query)
    {
        var (columns, rows) = (new List<string>(), new List<IReadOnlyList<object?>>());
        do
        {
            var page = await store.FlowsAsync(query, null, Token);
            // Each page has the text columns that its records have.
            columns = page.Columns.Count > columns.Count ? [.. page.Columns] : columns;
            rows.AddRange(page.Rows);
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);
        return (columns, rows);
    }

    private static FlowFilter? FilterOf(int i) => i % 3 == 0 ? null : FlowFilter.Parse(Filters[i % Filters.Length]);

    private async Task AgreeAsync<TQuery, TAnswer>(Gen<TQuery> queries, int count, Func<IFlowStore, TQuery, Task<TAnswer>> ask, Func<TQuery, TQuery> change, Func<TAnswer, TAnswer> withoutPlan, AthenaFlowStore? athena = null)
    {
        var asked = 0;
        await Parallel.ForEachAsync(fixture.Sample(queries, count, size: 20), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Token }, async (each, _) =>
        {
            var query = change(each);
            TAnswer answer;
            try
            {
                answer = await ask(athena ?? fixture.Athena, query);
            }
            catch (UnsupportedQueryException refusal)
            {
                Assert.Matches("raw records|only known after them|whole|narrow", refusal.Message);
                return;
            }

            Interlocked.Increment(ref asked);
            Assert.True(Json(withoutPlan(await ask(fixture.World.History, query))) == Json(withoutPlan(answer)), $"{query}\n{Json(withoutPlan(await ask(fixture.World.History, query)))}\n{Json(withoutPlan(answer))}\n{fixture.Again}");
        });
        Assert.True(asked > 0);
    }

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web).Replace("{\"", "\n{\"", StringComparison.Ordinal);
}
