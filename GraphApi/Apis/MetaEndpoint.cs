using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Live;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using FlowOptics.SignIn;

namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/meta</c>.</summary>
internal static class MetaEndpoint
{
    private const int MaxProblems = 50;

    public static IEndpointConventionBuilder MapMeta(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/meta", GetAsync)
        .WithName("meta")
        .WithSummary("Accounts, regions, the time span, text columns, what each source can be asked, named sets, questions worth asking, and the state of import and live window")
        .Produces<MetaResponse>();

    private static Task<IResult> GetAsync(
        HttpContext context,
        QueryRunner runner,
        LakeDatabase lake,
        LiveWindow window,
        LiveRebuild rebuild,
        ImportQueue queue,
        BucketScan scan,
        Examples examples,
        GeoSource geo,
        FlowStores stores,
        LakeValues values,
        NamedSets sets,
        HistoryInAthena athena,
        GraphApiOptions options,
        TimeProvider time) => runner.AnswerAsync(context, "meta", typeof(NoParameters), async cancellationToken =>
    {
        var viewer = context.Viewer();
        var summary = lake.Summary;
        var pending = queue.Count;
        var live = viewer.Accounts is { } visible ? await LiveOfAsync(visible, stores[QuerySource.Live], time, cancellationToken) : window.Total;
        var scopes = summary.Scopes.Where(scope => viewer.MaySee(scope.Account)).ToList();
        var problems = lake.Problems(MaxProblems).Where(problem => viewer.Accounts is null || (ObjectPath.Parse(problem.Key).Account is { } account && viewer.MaySee(account))).ToList();
        if (scan.Problem is { } unread && viewer.IsAdmin) problems = [new LedgerProblem("", unread, time.GetUtcNow()), .. problems.Take(MaxProblems - 1)];
        return new MetaResponse(
            options.Demo,
            time.GetUtcNow(),
            summary is { First: { } first, Last: { } last } ? new MetaSpan(first, last) : null,
            summary.Newest,
            athena.Accounts?.Where(account => viewer.MaySee(account.Account)).ToList() ?? [.. scopes.GroupBy(scope => scope.Account).Select(account => new MetaAccount(account.Key, [.. account.Select(scope => scope.Region)], account.Sum(scope => scope.Records)))
                .OrderByDescending(account => account.Flows)],
            AwsRegions.All,
            [.. (await examples.GetAsync(cancellationToken)).Where(example => viewer.MaySee(example.Account))],
            new MetaImport(
                !options.Import ? ImportState.Off : pending > 0 ? ImportState.Importing : ImportState.Idle, summary.Objects, pending, scopes.Sum(scope => scope.Records), summary.NoData, summary.SkipData, summary.Rejected, problems),
            new MetaLive(window.Start, live.Flows, live.Packets, live.Bytes, window.NewestArrival, !rebuild.IsSettled),
            new MetaGeo(geo.Current.BuiltAt))
        {
            NewestRecordAgeSeconds = summary.Last is { } newest ? (long)(time.GetUtcNow() - newest).TotalSeconds : null,
            Fields = values.Fields,
            Sources = new MetaSources(stores[QuerySource.History].Abilities, stores[QuerySource.Live].Abilities),
            Sets = new MetaSets([.. sets.Current.Sets.Names], sets.Problem),
            Athena = athena.Meta,
            Retention = new MetaRetention(
                lake.Retention.Rules.Days is > 0 and var days ? days : null,
                lake.Retention.Rules.MaxBytes is > 0 and var bytes ? bytes : null,
                lake.FileBytes,
                lake.Retention.WholeSince,
                summary.Expired + scan.LeftOut),
            Limits = new MetaLimits(
                (int)options.Query.Questions.Timeout.TotalSeconds,
                options.Query.MaxDays,
                options.Query.Questions.Concurrent,
                options.Query.Questions.Waiting,
                (int)options.Query.Downloads.Timeout.TotalSeconds,
                options.Query.DownloadRecords),
        };
    });

    // The window's own total is of all accounts.
    private static async Task<Traffic> LiveOfAsync(IReadOnlyCollection<string> accounts, IFlowStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var (from, to) = QueryRange.Of(QuerySource.Live, null, time.GetUtcNow());
        var answer = await store.GeoAsync(new GeoQuery { From = from, To = to, Accounts = accounts, Filter = FlowFilter.Within(accounts, null), ByCountry = true }, null, cancellationToken);
        return answer.Accepted + answer.Rejected + answer.Other;
    }
}
