using System.Text;

namespace FlowOptics.Emulator.Athena.Catalog;

/// <summary>Reads a DDL statement word by word. Hive's names are in backticks, its texts in single or double quotes.</summary>
internal sealed class SqlTokens
{
    private readonly string _sql;
    private readonly List<SqlToken> _tokens = [];
    private int _next;

    /// <param name="most">How many words are wanted: a SELECT's texts, in which a backslash is one, are not to be read as Hive's.</param>
    public SqlTokens(string sql, int most = int.MaxValue)
    {
        _sql = sql;
        for (var i = 0; i < sql.Length && _tokens.Count < most;) i = Read(i);
        _tokens.Add(new SqlToken(SqlTokenKind.End, "<EOF>", sql.Length));
    }

    public SqlToken Peek => _tokens[_next];

    public SqlToken Ahead(int count) => _tokens[Math.Min(_next + count, _tokens.Count - 1)];

    public SqlToken Take() => _tokens[_next < _tokens.Count - 1 ? _next++ : _next];

    /// <summary>Takes these words if they are next.</summary>
    public bool Try(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Ahead(i).Is(words[i])) return false;
        }

        _next += words.Length;
        return true;
    }

    public void Expect(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!Try(word)) throw Unexpected(word);
        }
    }

    /// <summary>A name, quoted or not, in lower case.</summary>
    public string Name() =>
        Peek.Kind is SqlTokenKind.Word or SqlTokenKind.Name || (Peek.Kind == SqlTokenKind.Text && _sql[Peek.Offset] == '"')
            ? Take().Text.ToLowerInvariant()
            : throw Unexpected("a name");

    public string Text() => Peek.Kind == SqlTokenKind.Text ? Take().Text : throw Unexpected("a text in quotes");

    public void End()
    {
        Try(";");
        if (Peek.Kind != SqlTokenKind.End) throw Unexpected("the end");
    }

    public Exception Unexpected(string expected) =>
        AthenaErrors.Malformed($"{QueryFailure.Place(_sql, Peek.Offset)}: mismatched input '{Peek.Text}'. Expecting: {expected}");

    private int Read(int i)
    {
        var c = _sql[i];
        if (char.IsWhiteSpace(c)) return i + 1;
        if (c == '-' && i + 1 < _sql.Length && _sql[i + 1] == '-') return _sql.IndexOf('\n', i) is >= 0 and var end ? end : _sql.Length;
        if (c == '/' && i + 1 < _sql.Length && _sql[i + 1] == '*')
            return _sql.IndexOf("*/", i + 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : _sql.Length;
        if (c is '\'' or '"' or '`') return ReadQuoted(i, c);
        var word = i;
        while (word < _sql.Length && (char.IsLetterOrDigit(_sql[word]) || _sql[word] is '_' or '$')) word++;
        if (word == i) word++;
        _tokens.Add(new SqlToken(char.IsLetterOrDigit(c) || c is '_' or '$' ? SqlTokenKind.Word : SqlTokenKind.Sign, _sql[i..word], i));
        return word;
    }

    private int ReadQuoted(int start, char quote)
    {
        var text = new StringBuilder();
        for (var i = start + 1; i < _sql.Length; i++)
        {
            if (_sql[i] == '\\' && quote != '`' && i + 1 < _sql.Length)
            {
                text.Append(_sql[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', '0' => '\0', var other => other });
            }
            else if (_sql[i] != quote)
            {
                text.Append(_sql[i]);
            }
            else if (i + 1 < _sql.Length && _sql[i + 1] == quote)
            {
                text.Append(quote);
                i++;
            }
            else
            {
                _tokens.Add(new SqlToken(quote == '`' ? SqlTokenKind.Name : SqlTokenKind.Text, text.ToString(), start));
                return i + 1;
            }
        }

        throw AthenaErrors.Malformed($"{QueryFailure.Place(_sql, start)}: mismatched input '{quote}'. The text in quotes has no end");
    }
}
