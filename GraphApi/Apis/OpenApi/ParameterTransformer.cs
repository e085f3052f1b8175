using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Says of each query parameter what its <see cref="ParameterAttribute"/> says: to the binding they are all texts.</summary>
internal sealed class ParameterTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (ApiDocument.ParametersOf(context) is { } parameters)
            operation.Parameters = [.. ParameterNames.Of(parameters).OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(Describe)];
        return Task.CompletedTask;
    }

    private static OpenApiParameter Describe(ParameterAttribute parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.With is { } with ? $"{parameter.Description} The example goes with `{with}`." : parameter.Description,
        Example = Value(parameter, parameter.Example),
        Schema = new OpenApiSchema
        {
            Type = parameter.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
            Enum = Choices(parameter),
            Default = parameter.Default is { } otherwise ? Value(parameter, otherwise) : null,
            Minimum = parameter.Minimum == long.MinValue ? null : parameter.Minimum.ToString(CultureInfo.InvariantCulture),
            Maximum = parameter.Maximum == long.MaxValue ? null : parameter.Maximum.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static JsonValue Value(ParameterAttribute parameter, string text) =>
        parameter.IsNumber && long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);

    private static List<JsonNode>? Choices(ParameterAttribute parameter)
    {
        var names = parameter.Choices is { } choices ? Enum.GetNames(choices).Select(JsonNamingPolicy.CamelCase.ConvertName) : parameter.OneOf?.Split('|');
        return names?.Select(name => (JsonNode)JsonValue.Create(name)).ToList();
    }
}
