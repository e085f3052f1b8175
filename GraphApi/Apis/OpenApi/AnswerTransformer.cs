using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Adds the answers that all endpoints have, and the examples, which lie in Answers/ by the operation's name.</summary>
internal sealed class AnswerTransformer : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is not { } name || operation.Responses is not { } responses) return;
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken);
        if (responses.TryGetValue("200", out var answer) && answer is OpenApiResponse ok)
        {
            ok.Description = "The answer.";
            if (ok.Content is { } content && content.TryGetValue(Json, out var media) && media is OpenApiMediaType json) json.Example = Example(name);
            if (ApiDocument.ParametersOf(context)?.IsSubclassOf(typeof(ScopeParameters)) == true) AddVariants(responses, ok);
        }

        responses["400"] = Of(problem, "A parameter is wrong, unknown or given twice, or the source cannot answer this. `detail` says which, and the mend; where a filter is wrong, `position`, `length` and `expected` say where and what could stand there.",
            """{"title":"The query cannot be understood","status":400,"detail":"days is 'two': give a whole number from 0 to 3660."}""");
        responses["499"] = new OpenApiResponse { Description = "The client left before the answer came; the query was ended. For logs: nobody reads it." };
        responses["503"] = Of(problem, "Too many queries at once (with Retry-After), or the query took too long or too much memory: `detail` says how to ask for less.",
            """{"title":"The query takes too long","status":503,"detail":"It was ended after 30 s: narrow the range, the account or the addresses, or add a filter. FlowOptics:Query:TimeoutSeconds sets the time."}""");
    }

    private static void AddVariants(OpenApiResponses responses, OpenApiResponse ok)
    {
        (ok.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal))["text/event-stream"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "progress events, then result (the JSON answer) or problem (problem details)" },
            Example = "event: progress\ndata: {\"state\":\"running\",\"bytesScanned\":0,\"rowsRead\":120000,\"elapsedMs\":250}\n\nevent: result\ndata: {\"source\":\"history\"}\n\n",
        };
        (ok.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))["ETag"] = new OpenApiHeader
        {
            Description = "Where source is history, and from and to are both given and past: stays the same until an object changes the answer.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        responses["304"] = new OpenApiResponse { Description = "If-None-Match names the answer's ETag: it is still the same. No query was run." };
    }

    private static OpenApiResponse Of(IOpenApiSchema problem, string description, string example) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Problem] = new OpenApiMediaType { Schema = problem, Example = JsonNode.Parse(example) } },
    };

    private static JsonNode? Example(string name)
    {
        using var stream = typeof(AnswerTransformer).Assembly.GetManifestResourceStream($"Answers.{name}.json");
        return stream is null ? null : JsonNode.Parse(stream);
    }
}
