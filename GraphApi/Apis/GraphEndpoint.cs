using Microsoft.AspNetCore.Mvc;

namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/graph</c>: links between addresses.</summary>
internal static class GraphEndpoint
{
    public static IEndpointConventionBuilder MapGraph(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/graph", Get)
        .WithName("graph")
        .WithSummary("Links between addresses, by port label, with the addresses' facts")
        .WithDescription("With Accept: text/event-stream: events progress, then result or problem. Closing the connection cancels the query.")
        .Produces<GraphResponse>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static Task<IResult> Get([AsParameters] GraphParameters parameters, QueryRunner runner, FlowStores stores, TimeProvider time, HttpContext context) =>
        runner.RunAsync<GraphResponse>(context, "graph", () =>
        {
            var (query, source) = parameters.Read(time.GetUtcNow());
            return async (progress, token) => GraphResponse.Of(await stores[source].GraphAsync(query, progress, token), query, source);
        });
}
