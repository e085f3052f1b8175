namespace FlowOptics.Flows;

/// <summary>What could be typed: <paramref name="Text"/> goes where the completion says, quoted where it has to be.</summary>
public sealed record FilterSuggestion(string Text, FilterSuggestionKind Kind);

public enum FilterSuggestionKind : byte
{
    Field,
    Operator,
    Value,

    /// <summary>A named set, with its <c>@</c>.</summary>
    Set,

    /// <summary><c>and</c>, <c>or</c>, <c>not</c>, a bracket, a comma.</summary>
    Keyword,
}
