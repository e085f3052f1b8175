namespace FlowOptics.Lake;

/// <summary>What the lake remembers of its retention, and what retention asks of the ledger.</summary>
internal static class RetentionSchema
{
    /// <summary>At most one row: records that begin before <c>horizon</c> (Unix seconds) went for the sake of space, while <c>max_bytes</c> was the limit.</summary>
    public const string Create = "CREATE TABLE IF NOT EXISTS retention (horizon BIGINT, max_bytes BIGINT)";

    /// <summary>An object is as old as its newest record; one without records as old as its arrival.</summary>
    public const string Age = "coalesce(last_start, last_modified // 1000000)";

    /// <summary>Objects whose records the lake has: an expired one keeps its entry, so that no listing imports it again.</summary>
    public static readonly string IsHeld = $"state <> {(int)LedgerState.Expired}";

    /// <summary>Tables whose rows only flows name, and that grow with them; places, networks and scopes do not.</summary>
    public static readonly IReadOnlyList<(string Table, string Column)> Texts = [("origins", "origin"), ("extras", "extra")];
}
