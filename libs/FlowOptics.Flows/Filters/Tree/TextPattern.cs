namespace FlowOptics.Flows;

/// <summary>A pattern of <c>like</c>: <c>*</c> stands for any run of characters, also for none; all else for itself.</summary>
public sealed class TextPattern
{
    private readonly string[] _parts;

    public TextPattern(string text)
    {
        Text = text;
        _parts = FilterText.Fold(text).Split('*');
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>What stands between the asterisks, folded; the first and the last are bound to the value's ends. One alone: no asterisk.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>Takes time in proportion to both lengths at worst: each part is sought once, from where the one before it ended.</summary>
    public bool Matches(ReadOnlySpan<char> value)
    {
        var first = _parts[0];
        if (_parts.Length == 1) return FilterText.AreEqual(first, value);
        var last = _parts[^1];
        if (value.Length < first.Length + last.Length) return false;
        if (!FilterText.AreEqual(first, value[..first.Length]) || !FilterText.AreEqual(last, value[^last.Length..])) return false;
        value = value[first.Length..^last.Length];
        for (var i = 1; i < _parts.Length - 1; i++)
        {
            var at = IndexOf(value, _parts[i]);
            if (at < 0) return false;
            value = value[(at + _parts[i].Length)..];
        }

        return true;
    }

    private static int IndexOf(ReadOnlySpan<char> value, string part)
    {
        for (var at = 0; at <= value.Length - part.Length; at++)
        {
            if (FilterText.AreEqual(part, value.Slice(at, part.Length))) return at;
        }

        return -1;
    }
}
