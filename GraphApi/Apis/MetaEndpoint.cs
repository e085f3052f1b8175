using FlowOptics.Geo;
using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Live;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;

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
        LiveFeed feed,
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
        var summary = lake.Summary;
        var pending = queue.Count;
        var live = window.Total;
        var problems = lake.Problems(MaxProblems);
        if (scan.Problem is { } problem) problems = [new LedgerProblem("", problem, time.GetUtcNow()), .. problems.Take(MaxProblems - 1)];
        return new MetaResponse(
            options.Demo,
            time.GetUtcNow(),
            summary is { First: { } first, Last: { } last } ? new MetaSpan(first, last) : null,
            summary.Newest,
            athena.Accounts ?? [.. summary.Scopes.GroupBy(scope => scope.Account).Select(account => new MetaAccount(account.Key, [.. account.Select(scope => scope.Region)], account.Sum(scope => scope.Records)))
                .OrderByDescending(account => account.Flows)],
            AwsRegions.All,
            await examples.GetAsync(cancellationToken),
            new MetaImport(
                !options.Import ? ImportState.Off : pending > 0 ? ImportState.Importing : ImportState.Idle, summary.Objects, pending, summary.Records, summary.NoData, summary.SkipData, summary.Rejected, problems),
            new MetaLive(window.Start, live.Flows, live.Packets, live.Bytes, window.NewestArrival, !feed.IsSettled),
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
}
