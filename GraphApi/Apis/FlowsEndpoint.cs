using FlowOptics.GraphApi.Startup;

namespace FlowOptics.GraphApi.Apis;

/// <summary><c>GET /api/v1/flows</c>: single records, by page or as a file.</summary>
internal static class FlowsEndpoint
{
    public static IEndpointConventionBuilder MapFlows(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/flows", Get)
        .WithName("flows")
        .WithSummary("Single records with all fields of their format, the latest start first, by page or as a file")
        .WithDescription("start and end are Unix seconds. Names of fields are AWS's, with hyphens (in Parquet with underscores); account and region are the object's path's, else the record's own. In CSV, a text that a spreadsheet would take for a formula has an apostrophe before it.")
        .Produces<FlowsResponse>();

    private static Task<IResult> Get([AsParameters] FlowsParameters parameters, QueryRunner runner, GraphApiOptions options, HttpContext context)
    {
        // What it cannot be read as is told where the other parameters are.
        var isFile = TryFormat(parameters, context.Request) is not (null or RecordFormat.Json);
        if (isFile)
        {
            return runner.DownloadAsync(context, "flows", parameters, scope =>
            {
                var format = RecordFormats.Of(parameters.Format, context.Request);
                return RecordDownload.Of(format, parameters.Read(scope, format), parameters.ReadLimit(options.Query.DownloadRecords), options.Query.DownloadRecords);
            });
        }

        return runner.RunAsync<FlowsResponse>(context, "flows", parameters, scope =>
        {
            var query = parameters.Read(scope, RecordFormats.Of(parameters.Format, context.Request));
            return async (store, progress, token) => FlowsResponse.Of(await store.FlowsAsync(query, progress, token), scope.Source);
        });
    }

    private static RecordFormat? TryFormat(FlowsParameters parameters, HttpRequest request)
    {
        try
        {
            return RecordFormats.Of(parameters.Format, request);
        }
        catch (BadQueryException)
        {
            return null;
        }
    }
}
