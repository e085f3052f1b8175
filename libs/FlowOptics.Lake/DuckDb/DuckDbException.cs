namespace FlowOptics.Lake.DuckDb;

/// <summary>DuckDB refused or failed; the message is DuckDB's own.</summary>
public sealed class DuckDbException(string message) : Exception(message)
{
    /// <summary>True where a value does not fit its type: a sum beyond 63 bits.</summary>
    public bool IsOutOfRange => Message.StartsWith("Conversion Error", StringComparison.Ordinal) || Message.StartsWith("Out of Range Error", StringComparison.Ordinal);

    /// <summary>True where the database must be closed: it found damage or failed inside, and every later statement would fail too.</summary>
    public bool IsFatal =>
        Message.StartsWith("FATAL Error", StringComparison.Ordinal)
        || Message.StartsWith("INTERNAL Error", StringComparison.Ordinal)
        || Message.Contains("database has been invalidated", StringComparison.Ordinal)
        // A block that a query read is not what was written: DuckDB goes on, but whatever needs the block fails for ever.
        || Message.Contains("Corrupt database file", StringComparison.Ordinal);
}
