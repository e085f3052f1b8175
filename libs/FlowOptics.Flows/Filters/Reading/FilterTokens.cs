namespace FlowOptics.Flows;

/// <summary>A filter's tokens, one after the other, and what is wrong with the next one.</summary>
internal sealed class FilterTokens
{
    private readonly List<FilterToken> _tokens = [];
    private int _next;

    /// <param name="cursor">For completion: only what stands before it is read, and it is a token that fits nowhere.</param>
    public FilterTokens(string text, int? cursor)
    {
        if (text.Length > FilterLimits.TextLength)
        {
            throw new FilterException(
                $"the filter has {text.Length} characters: {FilterLimits.TextLength} are allowed; put long lists into named sets", FilterLimits.TextLength, text.Length - FilterLimits.TextLength, []);
        }

        var lexer = new FilterLexer(cursor is { } end ? text[..end] : text);
        FilterToken token;
        do _tokens.Add(token = lexer.Next());
        while (token.Kind != FilterTokenKind.End);
        if (cursor is not null) _tokens[^1] = token with { Kind = FilterTokenKind.Cursor };
    }

    public FilterToken Peek => _tokens[_next];

    /// <summary>The one that was taken last. There is one.</summary>
    public FilterToken Last => _tokens[_next - 1];

    /// <summary>What would have fitted at the cursor, once reading came there.</summary>
    public FilterExpectation? AtCursor { get; private set; }

    /// <summary>The end stays.</summary>
    public FilterToken Take() => _tokens[_next + 1 < _tokens.Count ? _next++ : _next];

    public FilterException Fail(FilterExpectation expected)
    {
        var token = Peek;
        if (token.Kind == FilterTokenKind.Cursor) AtCursor = expected;
        var place = _next == 0 ? "a filter begins with" : $"after `{Shown(Last)}`:";
        var found = token.Kind == FilterTokenKind.End ? _next == 0 ? "; this one is empty" : "; the filter ends here" : $", not `{Shown(token)}`";
        return new FilterException($"{place} {expected}{found}", token.Position, token.Length, expected.Words);
    }

    private static string Shown(FilterToken token)
    {
        var text = token.Kind == FilterTokenKind.Set ? "@" + token.Text : token.Text;
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
