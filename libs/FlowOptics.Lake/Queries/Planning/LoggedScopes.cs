using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The accounts and regions that a question is about, by their numbers in the lake.</summary>
internal sealed class LoggedScopes
{
    private LoggedScopes(IReadOnlyDictionary<int, (string Account, string Region)> byId, bool isAll) => (ById, IsAll) = (byId, isAll);

    public IReadOnlyDictionary<int, (string Account, string Region)> ById { get; }

    /// <summary>Whether these are all that the lake has: then no condition is needed.</summary>
    public bool IsAll { get; }

    public static LoggedScopes Read(DuckDbConnection connection, FlowScope question, CancellationToken cancellationToken)
    {
        using var result = connection.Query("SELECT id, account, region FROM scopes", cancellationToken);
        var all = 0;
        var asked = new Dictionary<int, (string, string)>();
        foreach (var row in result.ToRows())
        {
            all++;
            var (rowAccount, rowRegion) = ((string)row[1]!, (string)row[2]!);
            if ((question.Account is null || rowAccount == question.Account) && (question.Region is null || rowRegion == question.Region) && question.Accounts?.Contains(rowAccount) != false) asked.Add((int)row[0]!, (rowAccount, rowRegion));
        }

        return new LoggedScopes(asked, asked.Count == all);
    }

    /// <summary>Adds the condition on a table's account and region, beginning with AND.</summary>
    public void AddCondition(SqlText sql, LakeTable table)
    {
        if (IsAll) return;
        if (ById.Count == 0)
        {
            sql.Add(" AND false");
            return;
        }

        var separator = table.HasScope ? " AND scope IN (" : " AND origin IN (SELECT id FROM origins WHERE scope IN (";
        foreach (var id in ById.Keys.Order())
        {
            sql.Add(separator).Value((long)id);
            separator = ", ";
        }

        sql.Add(table.HasScope ? ")" : "))");
    }
}
