using System.Text.Json;
using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>
/// Who may see some accounts only is answered as if there were no others, also where nothing but <see cref="FlowScope.Accounts"/> says so: by Athena, which would read them, and by the lake.
/// </summary>
[Collection(nameof(AthenaFixture))]
public sealed class AthenaAccountsTests(AthenaFixture fixture)
{
    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch - 86_400);
    private static readonly DateTimeOffset To = From.AddDays(3);
    private static readonly string Visible = FlowRecords.Accounts[0];
    private static readonly string Hidden = FlowRecords.Accounts[1];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Questions { get; } = new("interfaces", "sums", "sankey", "places", "records", "download");

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Only_visible_accounts_are_answered(string question)
    {
        foreach (var store in new IFlowStore[] { fixture.Athena, fixture.World.History })
        {
            var visible = await AskAsync(store, question, Visible, null);

            Assert.Equal(visible, await AskAsync(store, question, null, [Visible]));
            Assert.DoesNotContain(Hidden, visible, StringComparison.Ordinal);
        }

        var lake = fixture.World.History;
        Assert.NotEqual(await AskAsync(lake, question, Visible, null), await AskAsync(lake, question, null, null));
        Assert.Equal(await AskAsync(lake, question, "999999999999", null), await AskAsync(lake, question, Hidden, [Visible]));
    }

    [Fact]
    public async Task No_object_of_a_hidden_account_is_read_or_measured()
    {
        using var store = fixture.World.Store(fixture.World.Options("flow_logs") with { ScanLimit = fixture.Sizes.Where(size => size.Key.StartsWith(Visible, StringComparison.Ordinal)).Sum(size => size.Value) });
        var query = new AggregateQuery { By = [], From = From, To = To };

        await Assert.ThrowsAsync<UnsupportedQueryException>(() => store.AggregateAsync(query, null, Token));
        Assert.True((await store.AggregateAsync(query with { Accounts = [Visible] }, null, Token)).Plan.BytesScanned > 0);
        Assert.Equal(0, (await store.AggregateAsync(query with { Account = Hidden, Accounts = [Visible] }, null, Token)).Plan.BytesScanned);
    }

    private static async Task<string> AskAsync(IFlowStore store, string question, string? account, IReadOnlyCollection<string>? accounts)
    {
        switch (question)
        {
            case "interfaces":
                return Json(await store.GraphAsync(Scoped(new GraphQuery { Mode = GraphMode.All, Group = GraphGroup.Eni, From = From, To = To }), null, Token) with { Plan = null });
            case "sums":
                return Json(await store.AggregateAsync(Scoped(new AggregateQuery { By = [new Dimension("account"), new Dimension("srcaddr")], From = From, To = To }), null, Token) with { Plan = Some });
            case "sankey":
                return Json(await store.SankeyAsync(Scoped(new SankeyQuery { By = [new Dimension("account"), new Dimension("action")], From = From, To = To }), null, Token) with { Plan = Some });
            case "places":
                return Json(await store.GeoAsync(Scoped(new GeoQuery { From = From, To = To }), null, Token) with { Plan = null });
            case "records":
                return Json(await store.FlowsAsync(Scoped(new FlowsQuery { From = From, To = To, Limit = 500 }), null, Token) with { Plan = Some, Next = null });
            default:
                var records = new HeldRecords();
                await ((IFlowExport)store).ExportAsync(Scoped(new FlowsQuery { From = From, To = To, Limit = 1 }), null, 100_000, records, Token);
                return string.Join('\n', records.Rows.Order(StringComparer.Ordinal));
        }

        T Scoped<T>(T query)
            where T : FlowScope => query with { Account = account, Accounts = accounts };
    }

    private static QueryPlan Some { get; } = new([], 0, 0);

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);
}
