using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A <see cref="FilterCompletion"/>.</summary>
/// <param name="Expected">What fits there: "a CIDR", "a list".</param>
/// <param name="Fault">What is wrong before the cursor; null: nothing.</param>
internal sealed record CompleteResponse(int Position, int Length, IReadOnlyList<CompleteSuggestion> Suggestions, IReadOnlyList<string> Expected, CompleteFault? Fault)
{
    public static CompleteResponse Of(FilterCompletion completion) => new(
        completion.Position,
        completion.Length,
        [.. completion.Suggestions.Select(suggestion => new CompleteSuggestion(suggestion.Text, suggestion.Kind))],
        completion.Expected,
        completion.Fault is { } fault ? new CompleteFault(fault.Message, fault.Position, fault.Length, fault.Expected) : null);
}

internal sealed record CompleteSuggestion(string Text, FilterSuggestionKind Kind);

internal sealed record CompleteFault(string Detail, int Position, int Length, IReadOnlyList<string> Expected);
