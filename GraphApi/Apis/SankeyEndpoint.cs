namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/sankey</c>: how traffic flows through two to four dimensions.</summary>
internal static class SankeyEndpoint
{
    public static IEndpointConventionBuilder MapSankey(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/sankey", Get)
        .WithName("sankey")
        .WithSummary("Traffic through levels of dimensions: nodes, and links between neighbouring levels")
        .WithDescription("Each level shows its largest values and one node for all others, so that each level, and the links between two, add up to the total. Records count as they were logged, never de-duplicated.")
        .Produces<SankeyResponse>();

    private static Task<IResult> Get([AsParameters] SankeyParameters parameters, QueryRunner runner, HttpContext context) =>
        runner.RunAsync<SankeyResponse>(context, "sankey", parameters, scope =>
        {
            var query = parameters.Read(scope);
            return async (store, progress, token) => SankeyResponse.Of(await store.SankeyAsync(query, progress, token), query, scope.Source);
        });
}
