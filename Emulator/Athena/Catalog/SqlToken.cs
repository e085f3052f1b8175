namespace FlowOptics.Emulator.Athena.Catalog;

/// <param name="Kind">Word, quoted name, text in quotes, or a sign.</param>
/// <param name="Text">Without its quotes.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Offset)
{
    public bool Is(string word) => Kind is SqlTokenKind.Word or SqlTokenKind.Sign && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
