using FlowOptics.GraphApi.Findings;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/findings</c>: what is worth a look.</summary>
internal static class FindingsEndpoint
{
    public static IEndpointConventionBuilder MapFindings(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/findings", Get)
        .WithName("findings")
        .WithSummary("Scans, brute force, first contacts, unusual volume, new rejects and losses, the most important first, each with the question that shows it")
        .WithDescription("Findings of a kind and group are one, with the sum of the others. evidence.query goes with evidence.endpoint and gives the finding's own numbers (docs/findings.md). Findings of an account as a whole have no region, and are left out where one is given.")
        .Produces<FindingsResponse>();

    private static Task<IResult> Get([AsParameters] FindingsParameters parameters, QueryRunner runner, FindingHistory history, LiveFindings live, GraphApiOptions options, HttpContext context) =>
        // A day is looked at some time after its records came.
        runner.RunAsync<FindingsResponse>(context, "findings", parameters, version: history.Version, read: scope =>
        {
            if (scope.Source == QuerySource.History && !options.Import)
                throw new UnsupportedQueryException("findings of history are made by the import into the lake, which is off (FlowOptics:Lake:Import): ask for source=live");
            var query = parameters.Read(scope);
            return async (_, _, token) => FindingsResponse.Of(await (scope.Source == QuerySource.Live ? live.FindAsync(query, token) : history.FindAsync(query, token)), scope.Source);
        });
}
