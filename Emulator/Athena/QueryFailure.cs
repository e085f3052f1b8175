namespace FlowOptics.Emulator.Athena;

/// <summary>A query that cannot be answered: its execution ends as FAILED, with this reason.</summary>
/// <param name="code">Trino's name for it, e.g. COLUMN_NOT_FOUND.</param>
internal sealed class QueryFailure(string code, string message) : Exception($"{code}: {message}")
{
    public string Code { get; } = code;

    /// <summary>The user's mistake, not the engine's.</summary>
    public bool IsUsers { get; init; } = true;

    public static QueryFailure At(string code, string sql, long offset, string message) => new(code, $"{Place(sql, offset)}: {message}");

    /// <summary>As Trino says it: <c>line 1:15</c>.</summary>
    public static string Place(string sql, long offset)
    {
        var before = sql.AsSpan(0, offset >= 0 && offset <= sql.Length ? (int)offset : 0);
        return $"line {before.Count('\n') + 1}:{before.Length - (before.LastIndexOf('\n') + 1) + 1}";
    }
}
