namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/geo</c>: traffic by place.</summary>
internal static class GeoEndpoint
{
    public static IEndpointConventionBuilder MapGeo(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/geo", Get)
        .WithName("geo")
        .WithSummary("Traffic with public addresses by place, account, region, direction and action")
        .WithDescription("Totals count all traffic, also that which has no public end. With Accept: text/event-stream: events progress, then result or problem.")
        .Produces<GeoResponse>();

    private static Task<IResult> Get([AsParameters] GeoParameters parameters, QueryRunner runner, HttpContext context) =>
        runner.RunAsync<GeoResponse>(context, "geo", parameters, scope =>
        {
            var (query, limit) = (parameters.Read(scope), parameters.ReadLimit());
            return async (store, progress, token) => GeoResponse.Of(await store.GeoAsync(query, progress, token), query, scope.Source, limit);
        });
}
