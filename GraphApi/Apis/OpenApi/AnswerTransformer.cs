using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Adds the answers that all endpoints have, and the examples, which lie in Answers/ by the operation's name.</summary>
internal sealed class AnswerTransformer : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is not { } name || operation.Responses is not { } responses) return Task.CompletedTask;
        if (responses.TryGetValue("200", out var answer) && answer is OpenApiResponse { Content: { } content } ok)
        {
            ok.Description = "The answer.";
            if (content.TryGetValue(Json, out var media) && media is OpenApiMediaType json) json.Example = Example(name);
            if (ApiDocument.ParametersOf(context)?.IsSubclassOf(typeof(ScopeParameters)) == true) AddVariants(responses, ok, content);
            if (ApiDocument.ParametersOf(context) == typeof(FlowsParameters)) AddFiles(content);
        }

        var problem = new OpenApiSchemaReference(ProblemSchema.Name, context.Document);
        responses["400"] = Of(problem, "A parameter is wrong, unknown or given twice, or the source cannot answer this. `detail` says which, and the mend; where a filter is wrong, `position`, `length` and `expected` say where and what could stand there.",
            """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"The query cannot be understood","status":400,"detail":"days is 'two': give a whole number from 0 to 3660."}""");
        responses["414"] = new OpenApiResponse { Description = "The address has more than 4 MiB." };
        responses["499"] = new OpenApiResponse { Description = "The client left before the answer came; the query was ended. For logs: nobody reads it." };
        responses["500"] = Of(problem, "DuckDB failed: the service's log says why.",
            """{"type":"https://tools.ietf.org/html/rfc9110#section-15.6.1","title":"The lake could not answer","status":500,"detail":"DuckDB failed; the service's log has its message. Try again; if it stays so, delete the lake's folder: it is made again from the bucket."}""");
        responses["503"] = Of(problem, "Too many queries at once (with Retry-After), or the query took too long or too much memory: `detail` says how to ask for less.",
            """{"type":"https://tools.ietf.org/html/rfc9110#section-15.6.4","title":"The query takes too long","status":503,"detail":"It was ended after 30 s: narrow the range, the account or the addresses, or add a filter. FlowOptics:Query:TimeoutSeconds sets the time."}""");
        return Task.CompletedTask;
    }

    private static void AddVariants(OpenApiResponses responses, OpenApiResponse ok, IDictionary<string, OpenApiMediaType> content)
    {
        content["text/event-stream"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = $"progress events (data: {nameof(QueryEvent)}), then result (data: the JSON answer) or problem (data: {ProblemSchema.Name})" },
            Example = "event: progress\ndata: {\"state\":\"running\",\"percent\":12.5,\"rowsRead\":120000,\"rowsToRead\":960000,\"bytesScanned\":null,\"elapsedMs\":250}\n\nevent: result\ndata: {\"source\":\"history\"}\n\n",
        };
        (ok.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))["ETag"] = new OpenApiHeader
        {
            Description = "Where source is history, and from and to are both given and past: stays the same until an object changes the answer.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        responses["304"] = new OpenApiResponse { Description = "If-None-Match names the answer's ETag: it is still the same. No query was run." };
    }

    // One that is broken off ends its connection without the end of the body.
    private static void AddFiles(IDictionary<string, OpenApiMediaType> content)
    {
        content["text/csv"] = File("RFC 4180: a header with the fields' names, a record a line.", "account,region,srcaddr,dstaddr\r\n123456789012,eu-west-1,10.0.2.22,10.0.3.7\r\n");
        content["application/x-ndjson"] = File("A JSON object a line, without the fields that a record does not have.", "{\"account\":\"123456789012\",\"srcaddr\":\"10.0.2.22\",\"dstport\":5432}\n");
        content["application/vnd.apache.parquet"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
    }

    private static OpenApiMediaType File(string description, string example) =>
        new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = description }, Example = example };

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
