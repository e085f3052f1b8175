namespace FlowOptics.Lake;

/// <summary>The lake's tables for findings, and what goes with the data. All of it follows from <c>flows</c> and <c>ledger</c>.</summary>
internal static class FindingSchema
{
    /// <summary>
    /// <c>finding_days.object</c> is the greatest object of the day when it was looked at: a greater one in the ledger says that it is to be looked at again.
    /// </summary>
    public const string Create =
        """
        CREATE TABLE findings (
            day INTEGER, id VARCHAR, kind UTINYINT, account VARCHAR, region VARCHAR, subject VARCHAR, grp VARCHAR, score DOUBLE,
            first BIGINT, last BIGINT, flows BIGINT, packets BIGINT, bytes BIGINT, body VARCHAR);
        CREATE TABLE finding_days (day INTEGER, object INTEGER, omitted INTEGER);
        CREATE TABLE finding_contacts (day INTEGER, account VARCHAR, kind UTINYINT, value VARCHAR, name VARCHAR, flows BIGINT, outbound BIGINT);
        CREATE TABLE finding_volumes (day INTEGER, scope INTEGER, high UBIGINT, low UBIGINT, bytes BIGINT);
        """;

    /// <summary>The day of an object that has no records.</summary>
    public const string DayOfObject = "(coalesce(first_start, last_modified // 1000000) // 86400)";

    /// <summary>Drops what is of days before the parameter's; of each contact the first day stays, which is what it was remembered for.</summary>
    public static readonly IReadOnlyList<string> Expire =
    [
        "DELETE FROM findings WHERE day < ?",
        "DELETE FROM finding_days WHERE day < ?",
        "DELETE FROM finding_volumes WHERE day < ?",
        """
        DELETE FROM finding_contacts WHERE day < ? AND EXISTS (
            FROM finding_contacts earlier
            WHERE earlier.day < finding_contacts.day AND earlier.account = finding_contacts.account AND earlier.kind = finding_contacts.kind AND earlier.value = finding_contacts.value)
        """,
    ];
}
