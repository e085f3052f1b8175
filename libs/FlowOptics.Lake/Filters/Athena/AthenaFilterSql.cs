using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// A filter as a condition in Athena's SQL (Trino) over AWS's own tables of raw records. As in the lake it is true or false, never NULL; values are execution
/// parameters. "-" is missing in a text, and 0 as a number: so a table's NULL number counts as 0.
/// </summary>
/// <remarks>https://trino.io/docs/current/functions/ipaddress.html, https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs.html</remarks>
internal static class AthenaFilterSql
{
    private static readonly Prefix EveryIPv4 = Prefix.Of(Address.FromIPv4(0), 0);

    /// <exception cref="UnsupportedQueryException">The raw records do not have a field; the message says why.</exception>
    public static AthenaText Add(AthenaText sql, FlowFilter filter, AthenaColumns columns)
        => Add(sql, filter.Root, columns);

    /// <exception cref="UnsupportedQueryException">Likewise.</exception>
    public static AthenaText Add(AthenaText sql, FilterNode root, AthenaColumns columns)
    {
        if (FilterFields.UsedBy(root).Select(columns.ReasonAgainst).FirstOrDefault(each => each is not null) is { } reason) throw new UnsupportedQueryException(reason);
        SqlTree.Write(root, sql.Add, (node, isNegated) =>
        {
            if (isNegated) sql.Add("coalesce(");
            if (node is FilterComparison comparison) AnyOf(sql, comparison.Operand.Sides, side => Add(sql, columns, comparison, side));
            else AddFields(sql, columns, (FilterFieldComparison)node);
            if (isNegated) sql.Add(", false)");
        });
        return sql;
    }

    private static void AnyOf<T>(AthenaText sql, IEnumerable<T> cases, Action<T> add)
    {
        sql.Add("(");
        foreach (var (i, each) in cases.Index())
        {
            if (i > 0) sql.Add(" OR ");
            add(each);
        }

        sql.Add(")");
    }

    private static void Add(AthenaText sql, AthenaColumns columns, FilterComparison comparison, FilterSide side)
    {
        var column = columns.Of(comparison.Field, side);
        switch (comparison.Field.Id)
        {
            case FilterFieldId.LogStatus when column is null:
                sql.Add(comparison.Test.Matches("OK") ? "true" : "false");
                break;
            case FilterFieldId.Action or FilterFieldId.FlowDirection:
                AddNames(sql, column!, comparison.Field.Id, (NumberTest)comparison.Test);
                break;
            default:
                Add(sql, column!, comparison.Field, comparison.Test);
                break;
        }
    }

    private static void Add(AthenaText sql, string column, FilterField field, ValueTest test)
    {
        switch (field.Kind)
        {
            case FilterValueKind.Address:
                AddAddresses(sql, column, ((AddressTest)test).Prefixes);
                break;
            case FilterValueKind.Number:
                AddNumbers(sql, Number(column), (NumberTest)test);
                break;
            default:
                AddTexts(sql, column, test);
                break;
        }
    }

    private static void AddNames(AthenaText sql, string column, FilterFieldId field, NumberTest test)
    {
        sql.Add(column).Add(" IN (");
        var names = FilterNames.Of(field).Where(pair => test.Matches(pair.Code)).Select(pair => pair.Text).ToArray();
        for (var i = 0; i < names.Length; i++) (i == 0 ? sql : sql.Add(", ")).Value(names[i]);
        sql.Add(")");
    }

    private static void AddAddresses(AthenaText sql, string column, IReadOnlyList<Prefix> prefixes)
    {
        // AWS writes IPv4 in one way only, so that texts may be compared; IPv6 in several.
        var plain = prefixes.Where(prefix => prefix.First == prefix.Last && prefix.First.IsIPv4).Select(prefix => prefix.First.ToString()).ToArray();
        // To Trino no IPv4 address is in an IPv6 network; here it is in one that holds its mapped form.
        var parsed = prefixes.Where(prefix => prefix.First == prefix.Last && !prefix.First.IsIPv4 && !prefix.First.IsNone).Select(prefix => prefix.First.ToString()).ToArray();
        var networks = prefixes.Where(prefix => prefix.First != prefix.Last)
            .SelectMany(prefix => !prefix.First.IsIPv4 && prefix.Contains(EveryIPv4.First) ? new[] { prefix, EveryIPv4 } : [prefix]).Select(TextOf);
        var terms = new List<Action>();
        if (plain.Length > 0) terms.Add(() => AddIn(sql.Add(column), plain));
        if (parsed.Length > 0) terms.Add(() => AddIn(sql.Add(Parsed(column)), parsed, "CAST(", " AS ipaddress)"));
        foreach (var network in networks) terms.Add(() => sql.Add("contains(").Value(network).Add(", ").Add(Parsed(column)).Add(")"));
        if (terms.Count == 0) sql.Add("false");
        else AnyOf(sql, terms, term => term());
    }

    private static string TextOf(Prefix prefix) => prefix.First.IsNone ? $"::/{prefix.Length}" : prefix.ToString();

    private static void AddNumbers(AthenaText sql, string number, NumberTest test)
    {
        if (test.Ranges.Count == 0) sql.Add("false");
        else AnyOf(sql, test.Ranges, range =>
        {
            if (range.First == range.Last) sql.Add(number).Add(" = ").Value(range.First);
            else if (range.Last == long.MaxValue) sql.Add(number).Add(" >= ").Value(range.First);
            else sql.Add(number).Add(" BETWEEN ").Value(range.First).Add(" AND ").Value(range.Last);
        });
    }

    private static void AddTexts(AthenaText sql, string column, ValueTest test)
    {
        switch (test)
        {
            case NumberTest numbers:
                sql.Add("regexp_like(").Add(column).Add(", '^[0-9]{1,18}$') AND ");
                AddNumbers(sql, $"try_cast({column} AS bigint)", numbers);
                break;
            case TextTest { Patterns.Count: > 0 } like:
                AnyOf(sql, like.Patterns, pattern => sql.Add(Folded(column)).Add(" LIKE ").Value(TextSql.PatternOf(pattern)).Add(" ESCAPE '\\'"));
                break;
            case TextTest texts:
                AddIn(sql.Add(Folded(column)), [.. texts.Values.Select(FilterText.Fold)]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(test));
        }
    }

    private static void AddIn(AthenaText sql, string[] values, string before = "", string after = "")
    {
        sql.Add(" IN (");
        for (var i = 0; i < values.Length; i++) (i == 0 ? sql : sql.Add(", ")).Add(before).Value(values[i]).Add(after);
        sql.Add(")");
    }

    private static void AddFields(AthenaText sql, AthenaColumns columns, FilterFieldComparison comparison)
    {
        var sign = FilterNames.SignOf(comparison.Operator);
        AnyOf(sql, comparison.Left.Sides.SelectMany(left => comparison.Right.Sides.Select(right => (left, right))), sides =>
            sql.Add(ValueOf(columns, comparison.Left.Field, sides.left)).Add(" ").Add(sign).Add(" ").Add(ValueOf(columns, comparison.Right.Field, sides.right)));
    }

    private static string ValueOf(AthenaColumns columns, FilterField field, FilterSide side)
    {
        if (columns.Of(field, side) is not { } column) return "'ok'";
        return field.Kind switch
        {
            FilterValueKind.Address => Parsed(column),
            FilterValueKind.Number when !field.IsNamed => Number(column),
            _ => Folded(column),
        };
    }

    private static string Parsed(string column) => $"try_cast({column} AS ipaddress)";

    private static string Number(string column) => $"coalesce({column}, 0)";

    private static string Folded(string column) => $"translate(nullif({column}, '-'), '{FilterText.Upper}', '{FilterText.Lower}')";
}
