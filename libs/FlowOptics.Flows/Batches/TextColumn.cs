namespace FlowOptics.Flows;

/// <summary>
/// A column of text, dictionary-coded: <see cref="Codes"/>[i] is 0 where record i has none ("-"), else 1 + an index into <see cref="Values"/>.
/// </summary>
public sealed class TextColumn(string name, int[] codes, IReadOnlyList<string> values)
{
    /// <summary>The field's name as AWS writes it in text, with hyphens (<c>interface-id</c>), or as the header wrote it where AWS has no such field.</summary>
    public string Name { get; } = name;

    /// <summary>One code a record; may be longer than the batch.</summary>
    public int[] Codes { get; } = codes;

    public IReadOnlyList<string> Values { get; } = values;

    public string? this[int record] => Codes[record] is var code and > 0 ? Values[code - 1] : null;
}
