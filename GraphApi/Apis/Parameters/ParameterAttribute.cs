using Microsoft.AspNetCore.Http.Metadata;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// One query parameter: its name for the binding and for the check of unknown names, and what the OpenAPI document says of it. Properties stay texts: a wrong one is answered in our own
/// words, see <see cref="QueryParameters"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ParameterAttribute(string name, string description) : Attribute, IFromQueryMetadata
{
    public string Name => name;

    public string Description => description;

    /// <summary>A value that, alone or with <see cref="With"/>, is answered with 200.</summary>
    public required string Example { get; init; }

    /// <summary>Further parameters that the example needs, as a query string: <c>mode=inspect</c>.</summary>
    public string? With { get; init; }

    /// <summary>An enum whose names, in lower camel case, are the choices.</summary>
    public Type? Choices { get; init; }

    /// <summary>Choices that no enum holds, with | between them.</summary>
    public string? OneOf { get; init; }

    public string? Default { get; init; }

    /// <summary>With <see cref="Maximum"/>, for whole numbers.</summary>
    public long Minimum { get; init; } = long.MinValue;

    public long Maximum { get; init; } = long.MaxValue;

    public bool IsNumber => Minimum != long.MinValue || Maximum != long.MaxValue;
}
