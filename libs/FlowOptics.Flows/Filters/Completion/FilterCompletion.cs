namespace FlowOptics.Flows;

/// <summary>How a filter could go on at the cursor.</summary>
/// <param name="Position">Where the word that is being typed begins: a suggestion takes the place of <paramref name="Length"/> characters from there.</param>
/// <param name="Expected">What fits there, in the words of an error: "a CIDR", "a list".</param>
/// <param name="Fault">What is wrong before the cursor, so that nothing can be said; null otherwise.</param>
public sealed record FilterCompletion(int Position, int Length, IReadOnlyList<FilterSuggestion> Suggestions, IReadOnlyList<string> Expected, FilterException? Fault)
{
    public const int DefaultLimit = 20;

    /// <param name="cursor">Between two characters: 0 is before the first. Beyond the text it is at its end.</param>
    public static FilterCompletion At(string text, int cursor, FilterSets? sets = null, IFilterValues? values = null, int limit = DefaultLimit)
    {
        var word = CursorWord.At(text, Math.Clamp(cursor, 0, text.Length));
        sets ??= FilterSets.None;
        FilterParser? parser = null;
        try
        {
            parser = new FilterParser(text, sets, values?.Fields ?? [], word.Start);
            parser.Parse();
            throw new InvalidOperationException("a filter has no end at a cursor");
        }
        catch (FilterException fault)
        {
            if (parser?.AtCursor is not { } expected) return new FilterCompletion(word.Start, word.Length, [], fault.Expected, fault);
            var suggestions = new Suggestions(word, sets, values, limit).For(expected);
            return new FilterCompletion(word.Start, word.Length, suggestions, expected.Words, null);
        }
    }
}
