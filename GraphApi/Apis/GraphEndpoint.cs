namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/graph</c>: links between addresses.</summary>
internal static class GraphEndpoint
{
    public static IEndpointConventionBuilder MapGraph(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/graph", Get)
        .WithName("graph")
        .WithSummary("Links between addresses, by port label, with the addresses' facts")
        .WithDescription("With Accept: text/event-stream: events progress, then result or problem. Closing the connection cancels the query.")
        .Produces<GraphResponse>();

    private static Task<IResult> Get([AsParameters] GraphParameters parameters, QueryRunner runner, HttpContext context) =>
        runner.RunAsync<GraphResponse>(context, "graph", parameters, scope =>
        {
            var query = parameters.Read(scope);
            return async (store, progress, token) => GraphResponse.Of(await store.GraphAsync(query, progress, token), query, scope.Source);
        });
}
