namespace FlowOptics.Flows;

/// <summary>The language's own words, and which words need no quotes.</summary>
internal static class FilterWords
{
    private static readonly string[] Keywords = ["and", "or", "not", "in", "like", "is", "missing"];

    public static bool IsKeyword(string word) => Keywords.Any(keyword => FilterText.AreEqual(keyword, word));

    /// <summary>Whether a character is part of a bare word: all that is neither blank nor a sign.</summary>
    public static bool IsOfWord(char character) =>
        !char.IsWhiteSpace(character) && !char.IsControl(character) && !"(),=!<>\"'&|".Contains(character, StringComparison.Ordinal);

    /// <summary>A value as it has to be written: bare where it reads as the same value again.</summary>
    public static string Write(string value)
    {
        var bare = value.Length > 0 && value[0] != '@' && value.All(IsOfWord) && !IsKeyword(value) && FilterFields.BuiltIn(value) is null;
        return bare ? value : Quote(value);
    }

    public static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
