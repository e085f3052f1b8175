using System.Text.Json;
using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Filters;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>What the store asks of Athena, and what it refuses.</summary>
[Collection(nameof(AthenaFixture))]
public sealed class AthenaStoreTests(AthenaFixture fixture)
{
    private static readonly DateTimeOffset Midnight = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch / 86_400 * 86_400);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_objects_of_the_account_the_region_and_the_days_are_read()
    {
        var query = Count(Midnight.AddHours(2), Midnight.AddHours(20)) with { Account = FlowRecords.Accounts[0], Region = FlowRecords.Regions[1] };
        var answer = await fixture.Athena.AggregateAsync(query, null, Token);
        var day = Midnight.UtcDateTime.ToString("yyyy/MM/dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(fixture.Sizes[$"{FlowRecords.Accounts[0]}/{FlowRecords.Regions[1]}/{day}"], answer.Plan.BytesScanned);
        // Ten megabytes are the least that a statement costs.
        Assert.Equal(5.0 * 10 / 1024 / 1024, answer.Plan.EstimatedCost!.Value, 9);
        var all = await fixture.Athena.AggregateAsync(Count(Midnight, Midnight.AddDays(1).AddSeconds(-3600)), null, Token);
        Assert.Equal(fixture.Sizes.Where(size => size.Key.EndsWith(day, StringComparison.Ordinal)).Sum(size => size.Value), all.Plan.BytesScanned);
    }

    [Fact]
    public async Task What_would_read_more_than_it_may_is_not_begun()
    {
        using var store = fixture.World.Store(fixture.World.Options("flow_logs") with { ScanLimit = 10 });
        var begun = new List<string>();
        store.Statement = begun.Add;
        var refusal = await Assert.ThrowsAsync<UnsupportedQueryException>(() => store.AggregateAsync(Count(Midnight, Midnight.AddDays(3)), null, Token));
        Assert.Contains("narrow the range", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("FlowOptics:Athena:ScanLimitGigabytes", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(begun);
        // A day without objects costs nothing.
        Assert.Equal(0, (await store.AggregateAsync(Count(Midnight.AddDays(-50), Midnight.AddDays(-49)), null, Token)).Total.Total.Flows);
    }

    [Fact]
    public async Task More_groups_than_may_be_taken_are_refused_with_the_reason()
    {
        using var store = fixture.World.Store(fixture.World.Options("flow_logs") with { MostRows = 20 });
        var refusal = await Assert.ThrowsAsync<UnsupportedQueryException>(() => store.AggregateAsync(Count(Midnight, Midnight.AddDays(3)) with { By = [new Dimension("srcaddr"), new Dimension("dstaddr")] }, null, Token));
        Assert.Contains("more than 20 groups of records match", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_nobody_waits_for_is_stopped_in_Athena()
    {
        using var left = new CancellationTokenSource();
        var progress = new Told(state =>
        {
            if (state.State is "running" or "queued" && state.BytesScanned is not null) left.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Athena.GraphAsync(new GraphQuery { Mode = GraphMode.All, From = Midnight, To = Midnight.AddDays(4) }, progress, left.Token));
        Assert.Contains(progress.States, state => state.BytesScanned is not null);
    }

    [Theory]
    [InlineData("country = DE", "`country` is not in the raw records that Athena reads: the place is only known after them")]
    [InlineData("dst-asn = 13335", "the network is only known after them")]
    [InlineData("aws-service = EC2", "whose of AWS's an address is is only known after them")]
    [InlineData("direction = inbound", "the direction is only known after them")]
    [InlineData("pkt-srcaddr in 10.0.0.0/8", "the table has no column for `pkt-srcaddr`")]
    public async Task What_the_records_lack_cannot_be_filtered_by(string filter, string reason)
    {
        var query = Count(Midnight, Midnight.AddDays(1)) with { Filter = FlowFilter.Parse(filter) };
        var refusal = await Assert.ThrowsAsync<UnsupportedQueryException>(() => fixture.Athena.AggregateAsync(query, null, Token));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src-country")]
    [InlineData("asn")]
    [InlineData("aws-service")]
    [InlineData("direction")]
    [InlineData("own-end")]
    [InlineData("az-id")]
    public async Task What_the_records_lack_cannot_be_summed_by(string dimension)
    {
        var refusal = await Assert.ThrowsAsync<UnsupportedQueryException>(() => fixture.Athena.AggregateAsync(Count(Midnight, Midnight.AddDays(1)) with { By = [new Dimension(dimension)] }, null, Token));
        Assert.Contains($"`{dimension}`", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(dimension, fixture.Athena.Abilities.Dimensions);
    }

    [Theory]
    [InlineData(GraphGroup.Country)]
    [InlineData(GraphGroup.Asn)]
    [InlineData(GraphGroup.Service)]
    public async Task What_the_records_lack_makes_no_nodes(GraphGroup group)
    {
        var refusal = await Assert.ThrowsAsync<UnsupportedQueryException>(() => fixture.Athena.GraphAsync(new GraphQuery { Mode = GraphMode.All, Group = group, From = Midnight, To = Midnight.AddDays(1) }, null, Token));
        Assert.Contains("only known after them", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(group, fixture.Athena.Abilities.Groups);
    }

    /// <summary>Some hundred filters in a few statements, each counted by itself, in both dialects.</summary>
    [Fact]
    public async Task Random_filters_match_the_same_records()
    {
        var random = new Random(7);
        var columns = new AthenaTable(await MetadataAsync(), fixture.World.Options("flow_logs")).Columns;
        var filters = new List<FlowFilter>();
        while (filters.Count < 240)
        {
            var text = RandomFilter.Make(random).Text;
            // As many addresses as a person names: each is a function of Trino's, which the emulator makes of many of DuckDB's.
            if (text.Length > 160 || text.Split("addr").Length > 3) continue;
            var filter = FlowFilter.Parse(text, null, FilterWorld.TextColumns);
            // The service port is a long expression, which costs the emulator more than all else of a filter.
            if (filters.Count > 20 && filter.Fields.Any(field => field.Field.Id == FilterFieldId.ServicePort)) continue;
            if (columns.CanAnswer(filter, out _) && !filter.Fields.Any(field => field.ToString() is "version" or "region")) filters.Add(filter);
        }

        foreach (var some in filters.Chunk(80))
        {
            var sql = new AthenaText().Add("SELECT ");
            foreach (var (i, filter) in some.Index()) AthenaFilterSql.Add(sql.Add(i == 0 ? "count_if(" : ", count_if("), filter, columns).Add(")");
            sql.Add(" FROM \"default\".\"flow_logs\" WHERE \"day\" > '2020' AND \"log_status\" = 'OK'");
            var found = await fixture.World.ReadAsync(sql);
            var expected = fixture.World.Count(some);
            for (var i = 0; i < some.Length; i++) Assert.True(expected[i] == found[i], $"{some[i].Text}: {expected[i]} in DuckDB, {found[i]} in Athena; {fixture.Again}");
        }
    }

    [Fact]
    public async Task Every_statement_parses_as_Trino()
    {
        var (from, to) = (Midnight, Midnight.AddDays(2));
        await fixture.Athena.GraphAsync(
            new GraphQuery { Mode = GraphMode.Rejects, Addresses = [Address.Parse("10.0.1.10"), Address.Parse("fd00::1")], Peers = Prefix.TryParse("2606:4700::/32", out var peers) ? peers : null, From = from, To = to, Before = (from.AddDays(-3), from.AddHours(1)), Filter = FlowFilter.Parse("not service-port = ssh and interface-id like eni-*") },
            null, Token);
        await fixture.Athena.GraphAsync(new GraphQuery { Mode = GraphMode.Correlate, Label = PortLabel.Source, Addresses = [Address.Parse("10.0.1.10")], From = from, To = to }, null, Token);
        await fixture.Athena.AggregateAsync(Count(from, to) with { By = [new Dimension("service-port"), new Dimension("instance-tag")], BucketSeconds = 3600 }, null, Token);
        await fixture.Athena.FlowsAsync(new FlowsQuery { Limit = 3, From = from, To = to, Filter = FlowFilter.Parse("bytes > 1") }, null, Token);
        await fixture.Athena.GeoAsync(new GeoQuery { From = from, To = to, Account = "it's" }, null, Token);
        // A list of three hundred ports takes the grammar's parser a tenth of a second.
        var byLength = fixture.World.Statements.Distinct(StringComparer.Ordinal).ToLookup(statement => statement.Length > 3000);
        string[] statements = [.. byLength[false], .. byLength[true].Take(8), "SELECT FROM"];
        var faults = await TrinoGrammar.FaultsAsync(statements);
        Assert.NotEmpty(faults[^1]);
        Assert.All(faults.SkipLast(1).Zip(statements), pair => Assert.True(pair.First.Length == 0, $"{pair.First}: {pair.Second}"));
        Assert.All(fixture.World.Statements, statement => Assert.DoesNotContain("*,", statement, StringComparison.Ordinal));
        Assert.All(fixture.World.Statements.Where(statement => statement.Contains("\"flow_logs\"", StringComparison.Ordinal)), statement => Assert.Contains("\"day\" BETWEEN ? AND ? AND \"aws_account_id\" IN (?", statement, StringComparison.Ordinal));
    }

    private static AggregateQuery Count(DateTimeOffset from, DateTimeOffset to) => new() { By = [], From = from, To = to };

    private async Task<AthenaTableMetadata> MetadataAsync()
    {
        using var client = new AthenaClient(fixture.World.Options("flow_logs"));
        return await client.TableAsync(Token);
    }

    private sealed class Told(Action<QueryProgress> tell) : IProgress<QueryProgress>
    {
        public System.Collections.Concurrent.ConcurrentBag<QueryProgress> States { get; } = [];

        public void Report(QueryProgress value)
        {
            States.Add(value);
            tell(value);
        }
    }
}
