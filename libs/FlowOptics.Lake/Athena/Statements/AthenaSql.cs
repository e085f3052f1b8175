using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// The statements that Athena is asked: matching records added up by some fields, or as they are. Only named columns; bounds of partitions and time always; whatever a person wrote is a
/// parameter. Columns of the result: account, region, the keys, then flows, packets, bytes, first start, last end.
/// </summary>
internal sealed class AthenaSql(AthenaTable table, AthenaOptions options)
{
    // https://docs.aws.amazon.com/athena/latest/ug/service-limits.html, https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
    private const int LongestStatement = 262_144;
    private const int LongestParameter = 1024;

    private AthenaColumns Columns => table.Columns;

    /// <summary>Matching records, added up.</summary>
    /// <param name="mode">A condition beside the scope's filter; null: none.</param>
    /// <param name="bucket">Records of different buckets (so many seconds wide) are not added up; null: all are.</param>
    public AthenaStatement Sums(FlowScope scope, DateTimeOffset from, DateTimeOffset to, FilterNode? mode, IReadOnlyList<string> keys, int? bucket)
    {
        keys = Present(keys);
        var sql = Select(keys.Select(Key)).Add($", count(*), sum({Number(FilterFields.Packets)}), sum({Number(FilterFields.Bytes)}), min({Time(FilterFields.Start)}), max({Time(FilterFields.End)})");
        AddConditions(sql, scope, from, to, mode, scope.Filter);
        AddGroups(sql, keys.Count + 2);
        if (bucket is { } width) sql.Add(string.Create(CultureInfo.InvariantCulture, $", {Time(FilterFields.Start)} / {width}"));
        return Checked(sql.Add(Limit()), keys);
    }

    /// <summary>
    /// Which interfaces logged which addresses as their own, whatever else the question asks. Where flow-direction says which end is the interface's, the other is left out, so that there is a row
    /// for each address; else both stand there.
    /// </summary>
    public AthenaStatement Owners(FlowScope scope, DateTimeOffset from, DateTimeOffset to)
    {
        var direction = Columns.Of(FilterFields.FlowDirection, FilterSide.None);
        string End(FilterSide side, string other) => direction is null ? Column(FilterFields.Address, side) : $"CASE WHEN {direction} = '{other}' THEN NULL ELSE {Column(FilterFields.Address, side)} END";
        var keys = Present(AthenaKeys.OfOwners(Columns));
        var sql = Select([End(FilterSide.Source, "ingress"), End(FilterSide.Destination, "egress"), .. keys.Skip(2).Select(Key)]).Add($", count(*), 0, 0, min({Time(FilterFields.Start)}), max({Time(FilterFields.End)})");
        AddConditions(sql, scope, from, to, null, null);
        AddGroups(sql, keys.Length + 2);
        return Checked(sql.Add(Limit()), keys);
    }

    /// <summary>Records as they are, the latest start first.</summary>
    /// <param name="until">Only those that start then or before.</param>
    public AthenaStatement Records(FlowScope scope, long? until, long skip, long most)
    {
        var keys = Present(AthenaKeys.OfRecords(Columns));
        var sql = Select(keys.Select(Key)).Add($", 1, {Number(FilterFields.Packets)}, {Number(FilterFields.Bytes)}, {Time(FilterFields.Start)}, {Time(FilterFields.End)}");
        AddConditions(sql, scope, scope.From, scope.To, null, scope.Filter);
        if (until is { } last) sql.Add(" AND ").Add(Column(FilterFields.Start, FilterSide.None)).Add(" <= ").Value(last);
        var start = keys.Length + 6;
        // Records alike in all columns may stand in any order; others may not, or pages would overlap.
        sql.Add(string.Create(CultureInfo.InvariantCulture, $" ORDER BY {start} DESC, "))
            .Add(string.Join(", ", Enumerable.Range(1, keys.Length + 7).Where(column => column != start && column != keys.Length + 3).Select(column => column.ToString(CultureInfo.InvariantCulture))));
        return Checked(sql.Add(string.Create(CultureInfo.InvariantCulture, $" OFFSET {skip} LIMIT {most}")), keys);
    }

    /// <summary>What a graph's mode asks of addresses and outcomes, as a filter would.</summary>
    public static FilterNode? ModeOf(GraphQuery query)
    {
        var terms = new List<FilterNode>();
        if (query.Label == PortLabel.Source) terms.Add(new FilterNot(new FilterComparison(new FilterOperand(FilterFields.Port, FilterSide.Source), new NumberTest([new FilterRange(0, 0)]))));
        var group = query.Addresses.Select(address => Prefix.Of(address, address.IsIPv4 ? 32 : 128)).ToList();
        FilterNode In(FilterSide side, IEnumerable<Prefix> prefixes) => new FilterComparison(new FilterOperand(FilterFields.Address, side), new AddressTest(prefixes));
        if (query.Mode == GraphMode.Rejects) terms.Add(new FilterComparison(new FilterOperand(FilterFields.Action, FilterSide.None), new NumberTest([new FilterRange((long)FlowAction.Reject, (long)FlowAction.Reject)])));
        if (query.Mode == GraphMode.Correlate && group.Count > 0) terms.AddRange([In(FilterSide.Source, group), In(FilterSide.Destination, group)]);
        if (query.Mode is GraphMode.Inspect or GraphMode.Rejects && (group.Count > 0 || query.Peers is not null))
        {
            FilterNode OneWay(FilterSide own, FilterSide other)
            {
                var ends = new List<FilterNode>();
                if (group.Count > 0) ends.Add(In(own, group));
                if (query.Peers is { } peers) ends.Add(In(other, [peers]));
                return ends is [var only] ? only : new FilterAnd(ends);
            }

            terms.Add(new FilterOr([OneWay(FilterSide.Source, FilterSide.Destination), OneWay(FilterSide.Destination, FilterSide.Source)]));
        }

        return terms.Count switch { 0 => null, 1 => terms[0], _ => new FilterAnd(terms) };
    }

    private AthenaText Select(IEnumerable<string> keys)
    {
        string Scope(FilterField field) => Columns.Of(field, FilterSide.None) ?? "'unknown'";
        return new AthenaText().Add("SELECT ").Add(string.Join(", ", [Scope(FilterFields.Account), Scope(FilterFields.Region), .. keys]));
    }

    private void AddConditions(AthenaText sql, FlowScope scope, DateTimeOffset from, DateTimeOffset to, FilterNode? mode, FlowFilter? filter)
    {
        table.AddBounds(sql.Add(" FROM ").Add(table.Name).Add(" WHERE "), scope, from, to);
        if (mode is not null) AthenaFilterSql.Add(sql.Add(" AND ("), mode, Columns).Add(")");
        if (filter is not null) AthenaFilterSql.Add(sql.Add(" AND ("), filter, Columns).Add(")");
    }

    private static void AddGroups(AthenaText sql, int count) =>
        sql.Add(" GROUP BY ").Add(string.Join(", ", Enumerable.Range(1, count).Select(column => column.ToString(CultureInfo.InvariantCulture))));

    // One more tells that there were more.
    private string Limit() => string.Create(CultureInfo.InvariantCulture, $" LIMIT {options.MostRows + 1L}");

    // What the table lacks is missing in each record.
    private string[] Present(IEnumerable<string> keys) => [.. keys.Where(name => Find(name) is not null)];

    private string Key(string name) => Find(name)!;

    private string? Find(string name)
    {
        if (name == AthenaKeys.Label) return Columns.Of(FilterFields.ServicePort, FilterSide.None);
        if (name == AthenaKeys.LowSourcePort) return Columns.Of(FilterFields.Port, FilterSide.Source) is { } port ? $"least(coalesce({port}, 0), 1024)" : null;
        return FilterFields.Find(name, [name]) is { } operand ? Columns.Of(operand.Field, operand.Side) : null;
    }

    private string Column(FilterField field, FilterSide side) => Columns.Of(field, side)
        ?? throw new UnsupportedQueryException($"the table {table.Name} has no column for `{field.NameOf(side)}`, without which there are no flows: make the table with it");

    private string Number(FilterField field) => Columns.Of(field, FilterSide.None) is { } column ? $"coalesce({column}, 0)" : "0";

    private string Time(FilterField field) => Columns.Of(field, FilterSide.None) ?? Column(FilterFields.Start, FilterSide.None);

    private static AthenaStatement Checked(AthenaText sql, IReadOnlyList<string> keys)
    {
        if (sql.ToString().Length > LongestStatement) throw new UnsupportedQueryException($"the question makes a statement of more than {LongestStatement} characters, which Athena does not take: ask with fewer addresses, or a shorter filter");
        if (sql.Values.Any(value => AthenaText.Literal(value).Length > LongestParameter)) throw new UnsupportedQueryException($"a value of the question has more than {LongestParameter} characters, which Athena does not take: ask with a shorter one");
        return new AthenaStatement(sql, keys);
    }
}
