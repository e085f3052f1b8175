using System.Text;

namespace FlowOptics.Flows;

/// <summary>A filter's text as words and signs. Reads each character once; <c>srcport in (22, 8000-8999)</c> has eight.</summary>
internal ref struct FilterLexer(string text)
{
    private static readonly string[] Signs = ["==", "!=", "<>", "<=", ">=", "&&", "||", "=", "<", ">", "(", ")", ",", "!"];

    private int _position;

    /// <exception cref="FilterException">A quote without its end, or a character that stands in no filter.</exception>
    public FilterToken Next()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
        if (_position == text.Length) return new FilterToken(FilterTokenKind.End, "", _position, 0);
        var first = text[_position];
        if (first is '"' or '\'') return Quoted(first);
        foreach (var sign in Signs)
        {
            if (text.AsSpan(_position).StartsWith(sign)) return Take(FilterTokenKind.Sign, sign.Length, Same(sign));
        }

        if (!FilterWords.IsOfWord(first)) throw Wrong(_position, 1, "this character stands in no filter outside of quotes");
        var end = _position;
        while (end < text.Length && FilterWords.IsOfWord(text[end])) end++;
        var (kind, start) = first == '@' ? (FilterTokenKind.Set, _position + 1) : (FilterTokenKind.Word, _position);
        return Take(kind, end - _position, Checked(text[start..end], _position, end - _position));
    }


    // A backslash takes the character after it as it is.
    private FilterToken Quoted(char quote)
    {
        var value = new StringBuilder();
        for (var i = _position + 1; i < text.Length; i++)
        {
            var character = text[i];
            if (character == quote) return Take(FilterTokenKind.Quoted, i + 1 - _position, Checked(value.ToString(), _position, i + 1 - _position));
            if (character == '\\' && i + 1 < text.Length) character = text[++i];
            if (char.IsControl(character)) throw Wrong(i, 1, "a control character stands in no filter");
            value.Append(character);
        }

        throw new FilterException($"the quote {quote} that opens here has no end", _position, text.Length - _position, [quote.ToString()]);
    }

    private FilterToken Take(FilterTokenKind kind, int length, string said)
    {
        var token = new FilterToken(kind, said, _position, length);
        _position += length;
        return token;
    }

    // Half of a surrogate pair is no character: stores would each make something else of it.
    private static string Checked(string value, int position, int length)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (!char.IsSurrogatePair(value, i)) throw Wrong(position, length, "this holds half a character");
            i++;
        }

        return value;
    }

    private static string Same(string sign) => sign switch
    {
        "==" => "=",
        "<>" => "!=",
        _ => sign,
    };

    private static FilterException Wrong(int position, int length, string reason) => new(reason, position, length, []);
}
