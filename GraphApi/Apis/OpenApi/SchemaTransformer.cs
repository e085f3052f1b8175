using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Makes the schemas of answers exact, so that types can be made of them. Without it, fields are required only as far as a constructor asks for them, enums have no type, and what is in a list
/// is never null.
/// </summary>
internal sealed class SchemaTransformer : IOpenApiSchemaTransformer
{
    private const JsonSchemaType Value = JsonSchemaType.Null | JsonSchemaType.String | JsonSchemaType.Integer;

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo;
        if (Nullable.GetUnderlyingType(type.Type) is { } underlying) type = type.Options.GetTypeInfo(underlying);
        if (type is { Kind: JsonTypeInfoKind.Object, Properties: [_, ..] properties })
        {
            // Answers have all their fields, also those that are null.
            schema.Required = properties.Where(property => property.Get is not null).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        }

        if (schema.Enum is { Count: > 0 } choices)
        {
            // Where it may be null, the field says so.
            schema.Enum = [.. choices.OfType<JsonNode>()];
            schema.Type = JsonSchemaType.String;
        }

        if (context.JsonPropertyInfo?.AttributeProvider is PropertyInfo declared && schema.Items is OpenApiSchema items) Refine(items, new NullabilityInfoContext().Create(declared).GenericTypeArguments);
        return Task.CompletedTask;
    }

    private static void Refine(OpenApiSchema items, NullabilityInfo[] elements)
    {
        if (elements is not [var element]) return;
        if (items.Items is OpenApiSchema inner) Refine(inner, element.GenericTypeArguments);
        else if (element is { GenericTypeArguments: [var innermost], Type: var list } && list != typeof(string)) items.Items = new OpenApiSchema { Type = innermost.Type == typeof(object) ? Value : null };
        else if (element.ReadState == NullabilityState.Nullable) items.Type |= JsonSchemaType.Null;
    }
}
