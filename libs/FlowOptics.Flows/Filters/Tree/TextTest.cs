namespace FlowOptics.Flows;

/// <summary>A text that is one of some, or like one of some patterns, both as <see cref="FilterText"/> compares.</summary>
public sealed class TextTest : ValueTest
{
    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);

    public TextTest(IEnumerable<string> values, IEnumerable<TextPattern> patterns)
    {
        Values = [.. values.Where(value => _folded.Add(FilterText.Fold(value)))];
        Patterns = [.. patterns];
    }

    /// <summary>As they were written.</summary>
    public IReadOnlyList<string> Values { get; }

    public IReadOnlyList<TextPattern> Patterns { get; }

    public override bool Matches(string value)
    {
        if (_folded.Count > 0 && _folded.Contains(FilterText.Fold(value))) return true;
        foreach (var pattern in Patterns)
        {
            if (pattern.Matches(value)) return true;
        }

        return false;
    }
}
