namespace FlowOptics.Flows;

/// <summary>Finds what fits an expectation and goes on from what was typed.</summary>
internal sealed class Suggestions(CursorWord word, FilterSets sets, IFilterValues? values, int limit)
{
    private readonly List<FilterSuggestion> _found = [];
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public IReadOnlyList<FilterSuggestion> For(FilterExpectation expected)
    {
        switch (expected.Kind)
        {
            case FilterExpected.Field:
                Add(FilterSuggestionKind.Field, FilterFields.Names);
                Add(FilterSuggestionKind.Field, values?.Fields.Select(FilterWords.Write) ?? []);
                Add(FilterSuggestionKind.Keyword, ["not", "("]);
                // A word from the middle of a name is better than nothing.
                if (word.Typed.Length > 1) Add(FilterSuggestionKind.Field, FilterFields.Names, isWithin: true);
                break;
            case FilterExpected.Operator:
                Add(FilterSuggestionKind.Operator, expected.Words.SelectMany(operation => operation == "is" ? ["is missing", "is not missing"] : new[] { operation }));
                break;
            case FilterExpected.List:
                if (word.Typed.Length == 0) Add(FilterSuggestionKind.Keyword, ["("]);
                AddValues(expected.Operand!);
                break;
            case FilterExpected.Value:
                AddValues(expected.Operand!);
                break;
            default:
                Add(FilterSuggestionKind.Keyword, expected.Words.Where(keyword => keyword != "the end"));
                break;
        }

        return _found;
    }

    private void AddValues(FilterOperand operand)
    {
        if (!word.IsQuoted) Add(FilterSuggestionKind.Set, sets.Names.Where(name => new FilterMembers(operand).TryAdd(sets[name]![0])).Select(name => "@" + name));
        if (values is not null && !word.Typed.StartsWith('@')) Add(FilterSuggestionKind.Value, values.ValuesOf(operand, word.Typed, limit).Select(Written));
        Add(FilterSuggestionKind.Value, FilterCodes.NamesOf(operand.Field.Id).Select(pair => FilterText.Fold(pair.Name)).Where(name => name.Length > 0 && FilterFields.BuiltIn(name) is null).Select(Written));
        // The other field of a comparison, once its first letters are there: values come first.
        if (word.Typed.Length > 0 && !word.IsQuoted) Add(FilterSuggestionKind.Field, FilterFields.Names.Where(name => IsComparable(operand, FilterFields.BuiltIn(name)!)));
    }

    private static bool IsComparable(FilterOperand left, FilterOperand right) =>
        left.Field.Kind == right.Field.Kind && left != right && ((!left.Field.IsNamed && !right.Field.IsNamed) || left.Field.Id == right.Field.Id);

    private string Written(string value) => word.IsQuoted ? FilterWords.Quote(value) : FilterWords.Write(value);

    private void Add(FilterSuggestionKind kind, IEnumerable<string> texts, bool isWithin = false)
    {
        var typed = Normal(word.Typed, kind);
        foreach (var text in texts)
        {
            if (_found.Count >= limit) return;
            var own = Normal(text, kind).TrimStart('"');
            var fits = isWithin ? own.Contains(typed, StringComparison.Ordinal) : own.StartsWith(typed, StringComparison.Ordinal);
            if (fits && _texts.Add(text)) _found.Add(new FilterSuggestion(text, kind));
        }
    }

    // Fields may be written with underscores.
    private static string Normal(string text, FilterSuggestionKind kind) => kind == FilterSuggestionKind.Field ? FilterText.Fold(text).Replace('_', '-') : FilterText.Fold(text);
}
