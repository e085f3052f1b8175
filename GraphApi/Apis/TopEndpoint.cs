namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/top</c>: the largest of a dimension, or of pairs.</summary>
internal static class TopEndpoint
{
    public static IEndpointConventionBuilder MapTop(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/top", Get)
        .WithName("top")
        .WithSummary("The largest values of a dimension or pairs of two, with sum, 95th percentile and maximum per bucket, and the rest")
        .WithDescription("The percentile is the nearest rank over all buckets of the range, empty ones as 0. Records count as they were logged, never de-duplicated; by addr and subnet each counts for both of its ends.")
        .Produces<TopResponse>();

    private static Task<IResult> Get([AsParameters] TopParameters parameters, QueryRunner runner, HttpContext context) =>
        runner.RunAsync<TopResponse>(context, "top", parameters, scope =>
        {
            var query = parameters.Read(scope);
            return async (store, progress, token) => TopResponse.Of(await store.AggregateAsync(query, progress, token), query, scope.Source);
        });
}
