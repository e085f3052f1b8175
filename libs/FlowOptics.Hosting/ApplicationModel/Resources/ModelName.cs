namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Aspire's rule for names of resources and endpoints: 1 to 64 ASCII letters, digits and single hyphens, a letter first, no hyphen at the end.
/// They become host names, environment variables and paths.
/// </summary>
internal static class ModelName
{
    private const int MaximumLength = 64;

    public static void Check(string kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Problem(name) is { } problem) throw new ArgumentException($"{kind} name '{name}' is not valid: {problem}.", nameof(name));
    }

    private static string? Problem(string name)
    {
        if (name.Length is 0 or > MaximumLength) return $"it must have 1 to {MaximumLength} characters";
        if (!char.IsAsciiLetter(name[0])) return "it must start with an ASCII letter";
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')) return "it may contain only ASCII letters, digits and hyphens";
        if (name[^1] == '-') return "it must not end with a hyphen";
        return name.Contains("--", StringComparison.Ordinal) ? "it must not contain two hyphens in a row" : null;
    }
}
