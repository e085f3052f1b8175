using Microsoft.OpenApi;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Problem details as <see cref="QueryProblems"/> makes them: what RFC 9457 leaves open is always there, and the extensions are named.</summary>
internal static class ProblemSchema
{
    public const string Name = "Problem";

    public static OpenApiSchema Make() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Field(JsonSchemaType.String, "The status's section in RFC 9110."),
            ["title"] = Field(JsonSchemaType.String, "What kind of problem it is."),
            ["status"] = Field(JsonSchemaType.Integer, "The HTTP status."),
            ["detail"] = Field(JsonSchemaType.String, "The cause and the mend, one or two sentences."),
            ["traceId"] = Field(JsonSchemaType.String, "Of the request, where it is traced."),
            ["position"] = Field(JsonSchemaType.Integer, "Of a wrong filter: the character at which it is wrong, from 0."),
            ["length"] = Field(JsonSchemaType.Integer, "Of a wrong filter: how many characters are wrong."),
            ["expected"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Field(JsonSchemaType.String, null), Description = "Of a wrong filter: what could stand there." },
            ["retryAfterSeconds"] = Field(JsonSchemaType.Integer, "When the same question may be answered; without it, ask for less."),
        },
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail" },
    };

    private static OpenApiSchema Field(JsonSchemaType type, string? description) => new() { Type = type, Description = description };
}
