namespace FlowOptics.Flows;

/// <param name="Text">What it says: of a quoted word what is within the quotes, of a set its name without the <c>@</c>.</param>
/// <param name="Position">Of its first character in the filter's text.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position, int Length)
{
    public bool Is(string keyword) => Kind == FilterTokenKind.Word && FilterText.AreEqual(Text, keyword);

    public bool IsSign(string sign) => Kind == FilterTokenKind.Sign && Text == sign;

    /// <summary>A word that no keyword is, bare or quoted.</summary>
    public bool IsValue => Kind == FilterTokenKind.Quoted || (Kind == FilterTokenKind.Word && !FilterWords.IsKeyword(Text));
}

internal enum FilterTokenKind : byte
{
    Word,
    Quoted,
    Set,
    Sign,
    End,

    /// <summary>Where completion is asked for: fits nowhere, so that the reader says what would.</summary>
    Cursor,
}
