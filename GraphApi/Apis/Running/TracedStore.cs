using System.Diagnostics;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Makes each question of a store a span and a measurement, by OpenTelemetry's conventions for databases: what tables were read, never what somebody asked for in them.</summary>
/// <param name="system">What the store is, as <c>db.system.name</c> says it.</param>
internal sealed class TracedStore<TStore>(TStore store, string system, TimeProvider time) : IFlowStore, IFlowExport
    where TStore : IFlowStore, IFlowExport
{
    // No question changes anything.
    private const string Operation = "SELECT";

    public StoreAbilities Abilities => store.Abilities;

    public Task<GraphAnswer> GraphAsync(GraphQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        TraceAsync(() => store.GraphAsync(query, progress, cancellationToken), answer => answer.Plan);

    public Task<GeoAnswer> GeoAsync(GeoQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        TraceAsync(() => store.GeoAsync(query, progress, cancellationToken), answer => answer.Plan);

    public Task<AggregateAnswer> AggregateAsync(AggregateQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        TraceAsync(() => store.AggregateAsync(query, progress, cancellationToken), answer => answer.Plan);

    public Task<SankeyAnswer> SankeyAsync(SankeyQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        TraceAsync(() => store.SankeyAsync(query, progress, cancellationToken), answer => answer.Plan);

    public Task<FlowsAnswer> FlowsAsync(FlowsQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        TraceAsync(() => store.FlowsAsync(query, progress, cancellationToken), answer => answer.Plan);

    public Task<long> ExportAsync(FlowScope question, long? limit, long most, IRecordSink sink, CancellationToken cancellationToken) =>
        TraceAsync(() => store.ExportAsync(question, limit, most, sink, cancellationToken), _ => null);

    private async Task<TAnswer> TraceAsync<TAnswer>(Func<Task<TAnswer>> ask, Func<TAnswer, QueryPlan?> planOf)
    {
        using var activity = Telemetry.Source.StartActivity(Operation, ActivityKind.Client);
        var tags = new TagList { { "db.system.name", system }, { "db.operation.name", Operation } };
        foreach (var tag in tags) activity?.SetTag(tag.Key, tag.Value);
        var began = time.GetTimestamp();
        try
        {
            var answer = await ask();
            if (activity is not null) Describe(activity, planOf(answer));
            return answer;
        }
        catch (Exception failure)
        {
            var error = failure.GetType().FullName;
            tags.Add("error.type", error);
            activity?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Telemetry.DatabaseSeconds.Record(time.GetElapsedTime(began).TotalSeconds, tags);
        }
    }

    // A question may be several statements: the summary is of all, and the tables are known when they have been chosen.
    private static void Describe(Activity activity, QueryPlan? plan)
    {
        if (plan is null) return;
        var summary = string.Join(' ', plan.Tables.Prepend(Operation));
        activity.DisplayName = summary;
        activity.SetTag("db.query.summary", summary);
        activity.SetTag("flowoptics.rows.read", plan.RowsRead);
    }
}
