using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The OpenAPI document: what the endpoints declare, and what all of them have in common.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(async (document, context, cancellationToken) =>
        {
            // Events have no place for their data's schemas: they are named in the description.
            document.AddComponent(nameof(QueryEvent), await context.GetOrCreateSchemaAsync(typeof(QueryEvent), null, cancellationToken));
            document.AddComponent(ProblemSchema.Name, ProblemSchema.Make());
            document.Info = new OpenApiInfo
            {
                Title = "FlowOptics",
                Version = "v1",
                Description =
                    """
                    Questions to VPC flow logs. Without a range of time, history answers for the last 24 hours, and live for the whole live window. Times are UTC, traffic is
                    `{"flows","packets","bytes"}`. A parameter that is wrong, unknown or given twice is answered with 400 and a sentence (RFC 9457). `Accept: text/event-stream`
                    turns an answer into events: `progress`, then `result` or `problem`. Closing the connection ends the query.
                    """,
            };
            // The address that the document was asked at is Web's, or this service's own: paths are enough for both.
            document.Servers = [new OpenApiServer { Url = "/" }];
        });
        options.AddSchemaTransformer<SchemaTransformer>();
        options.AddOperationTransformer<ParameterTransformer>();
        options.AddOperationTransformer<AnswerTransformer>();
    });

    /// <summary>The type that declares an endpoint's parameters; null: it takes none.</summary>
    public static Type? ParametersOf(OpenApiOperationTransformerContext context) =>
        context.Description.ActionDescriptor.EndpointMetadata.OfType<System.Reflection.MethodInfo>().FirstOrDefault()?.GetParameters()
            .FirstOrDefault(parameter => parameter.IsDefined(typeof(AsParametersAttribute), inherit: false))?.ParameterType;
}
