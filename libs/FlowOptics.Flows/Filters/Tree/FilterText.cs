namespace FlowOptics.Flows;

/// <summary>
/// How the filter compares text: without regard to the case of ASCII's letters, every other character as it is. No more than that, so that .NET, DuckDB and
/// Trino agree: their ideas of the case of other letters differ.
/// </summary>
public static class FilterText
{
    /// <summary>The letters that are folded, and what they become: the arguments of SQL's <c>translate</c>.</summary>
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public const string Lower = "abcdefghijklmnopqrstuvwxyz";

    public static char Fold(char character) => char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;

    public static string Fold(string text) =>
        text.AsSpan().ContainsAnyInRange('A', 'Z') ? string.Create(text.Length, text, static (folded, from) => Fold(from, folded)) : text;

    public static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i] && Fold(left[i]) != Fold(right[i])) return false;
        }

        return true;
    }

    private static void Fold(string text, Span<char> folded)
    {
        for (var i = 0; i < text.Length; i++) folded[i] = Fold(text[i]);
    }
}
