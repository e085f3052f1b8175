using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>What history knows of the days before one: without it, nothing can be called new or unusual.</summary>
public sealed class FindingMemory
{
    private readonly HashSet<(string Account, string Value)> _contacts = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Region, Address Host), List<long>> _volumes = [];
    private readonly HashSet<(FindingKind Kind, string Group)> _groups = [];

    /// <summary>Bytes that a host sent out on each of the days before on which it did.</summary>
    public IReadOnlyList<long> VolumesOf(string account, string region, Address host) => _volumes.TryGetValue((account, region, host), out var days) ? days : [];

    /// <summary>Whether the account has enough history, and none with this country or network (<c>AS64500</c>).</summary>
    public bool IsFirst(string account, string subject) => _known.Contains(account) && !_contacts.Contains((account, subject));

    public bool IsNew(FindingKind kind, string group) => !_groups.Contains((kind, group));

    internal static HashSet<(FindingKind Kind, string Group)> GroupsBefore(DuckDbConnection connection, int day, FindingOptions options, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare("SELECT DISTINCT kind, grp FROM findings WHERE day >= ? AND day < ?");
        using var result = statement.Bind(1, day - options.LookbackDays).Bind(2, day).Execute(cancellationToken);
        return [.. result.ToRows().Select(row => ((FindingKind)(byte)row[0]!, (string)row[1]!))];
    }

    internal static FindingMemory Read(DuckDbConnection connection, int day, FindingOptions options, CancellationToken cancellationToken)
    {
        var memory = new FindingMemory();
        memory._groups.UnionWith(GroupsBefore(connection, day, options, cancellationToken));
        using (var statement = connection.Prepare("SELECT DISTINCT account, CASE kind WHEN 0 THEN value ELSE 'AS' || value END FROM finding_contacts WHERE day < ?"))
        using (var result = statement.Bind(1, day).Execute(cancellationToken))
        {
            foreach (var row in result.ToRows()) memory._contacts.Add(((string)row[0]!, (string)row[1]!));
        }

        using (var statement = connection.Prepare("SELECT account FROM finding_contacts GROUP BY account HAVING min(day) <= ?"))
        using (var result = statement.Bind(1, day - options.BaselineDays).Execute(cancellationToken))
        {
            foreach (var row in result.ToRows()) memory._known.Add((string)row[0]!);
        }

        using (var statement = connection.Prepare("SELECT account, region, high, low, bytes FROM finding_volumes JOIN scopes ON scopes.id = scope WHERE day >= ? AND day < ? ORDER BY ALL"))
        using (var result = statement.Bind(1, day - options.LookbackDays).Bind(2, day).Execute(cancellationToken))
        {
            foreach (var row in result.ToRows())
            {
                var key = ((string)row[0]!, (string)row[1]!, FindingDay.AddressOf(row[2], row[3]));
                if (!memory._volumes.TryGetValue(key, out var days)) memory._volumes.Add(key, days = []);
                days.Add((long)row[4]!);
            }
        }

        return memory;
    }
}
