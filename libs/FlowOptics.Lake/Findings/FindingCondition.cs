using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// Which records are a finding's evidence, beside account, region and time: as a text of the filter language, as SQL over links or flows, and (in the live window) as a test of an entry. All
/// that is set must hold.
/// </summary>
public sealed record FindingCondition
{
    public IReadOnlyList<Address> Sources { get; init; } = [];

    public IReadOnlyList<Address> ExceptSources { get; init; } = [];

    public IReadOnlyList<Address> Targets { get; init; } = [];

    /// <summary>Service labels: <see cref="LinkLabel"/>.</summary>
    public IReadOnlyList<int> Labels { get; init; } = [];

    /// <summary>The record's destination port: only what goes to the server. Links have no such column.</summary>
    public int? TargetPort { get; init; }

    /// <summary>True: only rejected; false: all but rejected; null: either.</summary>
    public bool? Rejected { get; init; }

    public IReadOnlyList<TrafficDirection> Directions { get; init; } = [];

    /// <summary>Of either end.</summary>
    public string? Country { get; init; }

    public uint? Asn { get; init; }

    public bool NeedsPorts => TargetPort is not null;

    public string ToFilter()
    {
        var parts = new List<string>();
        AddList(parts, "srcaddr", Sources.Select(address => address.ToString()));
        AddList(parts, "not srcaddr", ExceptSources.Select(address => address.ToString()));
        AddList(parts, "dstaddr", Targets.Select(address => address.ToString()));
        AddList(parts, "service-port", Labels.Select(LinkLabel.TextOf));
        if (TargetPort is { } port) parts.Add(string.Create(CultureInfo.InvariantCulture, $"dstport = {port}"));
        if (Country is not null) parts.Add($"country = {Country}");
        if (Asn is { } asn) parts.Add(string.Create(CultureInfo.InvariantCulture, $"asn = {asn}"));
        AddList(parts, "direction", Directions.Select(direction => direction.ToString().ToLowerInvariant()));
        if (Rejected is { } rejected) parts.Add(rejected ? "action = reject" : "not action = reject");
        return string.Join(" and ", parts);
    }

    /// <summary>Adds conditions, each beginning with AND, on a links query's columns (and dst_port, where there is a <see cref="TargetPort"/>).</summary>
    internal SqlText AddTo(SqlText sql)
    {
        AddAddresses(sql, " AND ", "src", Sources);
        AddAddresses(sql, " AND NOT ", "src", ExceptSources);
        AddAddresses(sql, " AND ", "dst", Targets);
        AddNumbers(sql, "label", Labels.Select(label => (long)label));
        if (TargetPort is { } port) sql.Add(" AND dst_port = ").Value((long)port);
        if (Country is not null) AddEither(sql, "place", "places WHERE country = ", text => text.Value(Country));
        if (Asn is { } asn) AddEither(sql, "network", "networks WHERE asn = ", text => text.Value((long)asn));
        AddNumbers(sql, "direction", Directions.Select(direction => (long)direction));
        if (Rejected is { } rejected) sql.Add(rejected ? " AND action = 2" : " AND action <> 2");
        return sql;
    }

    private static void AddList(List<string> parts, string field, IEnumerable<string> values)
    {
        var list = values.ToList();
        if (list.Count == 0) return;
        parts.Add(list.Count == 1 ? $"{field} = {list[0]}" : $"{field} in ({string.Join(", ", list)})");
    }

    private static void AddAddresses(SqlText sql, string start, string side, IReadOnlyList<Address> addresses)
    {
        if (addresses.Count == 0) return;
        sql.Add(start).Add("(");
        for (var i = 0; i < addresses.Count; i++)
        {
            if (i > 0) sql.Add(" OR ");
            sql.Add(side).Add("_low = ").Value(addresses[i].Low).Add(" AND ").Add(side).Add("_high = ").Value(addresses[i].High);
        }

        sql.Add(")");
    }

    private static void AddNumbers(SqlText sql, string column, IEnumerable<long> numbers)
    {
        var separator = $" AND {column} IN (";
        foreach (var number in numbers)
        {
            sql.Add(separator).Value(number);
            separator = ", ";
        }

        if (separator == ", ") sql.Add(")");
    }

    private static void AddEither(SqlText sql, string column, string table, Action<SqlText> value)
    {
        sql.Add($" AND (src_{column} IN (SELECT id FROM {table}");
        value(sql);
        sql.Add($") OR dst_{column} IN (SELECT id FROM {table}");
        value(sql);
        sql.Add("))");
    }
}
