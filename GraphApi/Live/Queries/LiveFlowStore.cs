using System.Diagnostics;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Answers from the live window, as the lake would of the same records. Times of a question are taken in whole minutes, the range widened to
/// them; an answer's From is the window's start.
/// </summary>
/// <param name="interfaces">What is known of interfaces, which the window has by their ids alone: the VPC, subnet and instance of each.</param>
internal sealed class LiveFlowStore(LiveWindow window, Func<IReadOnlyDictionary<string, InterfaceFacts>> interfaces) : IFlowStore
{
    /// <summary>Smaller in tests.</summary>
    internal LiveLimits Limits { get; init; } = new();

    /// <summary>What to do about a question that the window cannot answer.</summary>
    public const string AskHistory = "ask source=history";

    private static readonly string[] Tables = ["live"];

    public StoreAbilities Abilities { get; } = new(
        LiveFilter.FieldNames, LiveDimension.Names, LiveGroups.Kinds, AnyText: false, Records: false, TimeBuckets.MinWidth, "up to 1023, registered ones and the service's");

    public Task<GraphAnswer> GraphAsync(GraphQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(reading => LiveGraph.Answer(reading, query, interfaces(), Limits, cancellationToken), cancellationToken);

    public Task<GeoAnswer> GeoAsync(GeoQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(
            reading =>
            {
                var started = Stopwatch.GetTimestamp();
                var places = new LivePlaces(query.ByCountry);
                var scan = new LiveScan(reading, LiveMatch.Of(query));
                scan.Run(places, cancellationToken);
                return places.Totals.ToAnswer(reading.Start, reading.EndOf(query.To), places.ToPlaces()) with { Plan = PlanOf(scan.Rows, started) };
            },
            cancellationToken);

    public Task<AggregateAnswer> AggregateAsync(AggregateQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(reading => LiveAggregate.Answer(reading, query, Limits, cancellationToken), cancellationToken);

    public Task<SankeyAnswer> SankeyAsync(SankeyQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(reading => LiveSankey.Answer(reading, query, Limits, cancellationToken), cancellationToken);

    public Task<FlowsAnswer> FlowsAsync(FlowsQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        throw new UnsupportedQueryException("the live window keeps no single records: ask source=history, which has them some seconds later");

    internal static QueryPlan PlanOf(long rows, long started) => new(Tables, rows, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);

    private Task<T> RunAsync<T>(Func<LiveReading, T> answer, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var reading = window.Read();
            return answer(reading);
        },
        cancellationToken);
}
