namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/timeseries</c>: traffic over time.</summary>
internal static class TimeseriesEndpoint
{
    public static IEndpointConventionBuilder MapTimeseries(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/timeseries", Get)
        .WithName("timeseries")
        .WithSummary("Traffic over time, stacked by dimensions: the largest series and the rest")
        .WithDescription("Buckets have no gaps, and are aligned to 1970-01-01T00:00Z; the first and the last may be only partly in the range. A record is in the bucket of its start, and counts as it was logged, never de-duplicated.")
        .Produces<TimeseriesResponse>();

    private static Task<IResult> Get([AsParameters] TimeseriesParameters parameters, QueryRunner runner, HttpContext context) =>
        runner.RunAsync<TimeseriesResponse>(context, "timeseries", parameters, scope =>
        {
            var query = parameters.Read(scope);
            return async (store, progress, token) => TimeseriesResponse.Of(await store.AggregateAsync(query, progress, token), query, scope.Source);
        });
}
