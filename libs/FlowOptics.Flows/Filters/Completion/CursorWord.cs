namespace FlowOptics.Flows;

/// <summary>The word that the cursor stands in or behind.</summary>
/// <param name="Typed">What of it is before the cursor, without its quote.</param>
/// <param name="IsQuoted">It began with a quote that had not ended.</param>
internal readonly record struct CursorWord(int Start, int Length, string Typed, bool IsQuoted)
{
    public static CursorWord At(string text, int cursor)
    {
        if (OpenQuote(text, cursor) is { } quote)
        {
            var close = text.IndexOf(text[quote], cursor);
            return new CursorWord(quote, (close < 0 ? text.Length : close + 1) - quote, text[(quote + 1)..cursor], true);
        }

        var start = cursor;
        while (start > 0 && FilterWords.IsOfWord(text[start - 1])) start--;
        var end = cursor;
        while (end < text.Length && FilterWords.IsOfWord(text[end])) end++;
        return new CursorWord(start, end - start, text[start..cursor], false);
    }

    // As the lexer reads quotes: a backslash within them takes the next character as it is.
    private static int? OpenQuote(string text, int cursor)
    {
        int? open = null;
        for (var i = 0; i < cursor; i++)
        {
            if (open is null) open = text[i] is '"' or '\'' ? i : null;
            else if (text[i] == '\\') i++;
            else if (text[i] == text[open.Value]) open = null;
        }

        return open;
    }
}
