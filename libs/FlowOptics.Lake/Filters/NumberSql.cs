using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Tests of numbers.</summary>
internal static class NumberSql
{
    public static void Add(SqlText sql, string column, NumberTest test) => Add(sql, s => s.Add(column), test);

    /// <summary>The condition, in brackets where it is more than one term; NULL where the number is.</summary>
    /// <param name="number">Adds the number's expression.</param>
    public static void Add(SqlText sql, Func<SqlText, SqlText> number, NumberTest test)
    {
        if (test.Ranges.Count == 0)
        {
            sql.Add("false");
            return;
        }

        var singles = test.Ranges.Where(range => range.First == range.Last).ToArray();
        var others = test.Ranges.Where(range => range.First != range.Last).ToArray();
        var terms = others.Length + (singles.Length > 0 ? 1 : 0);
        if (terms > 1) sql.Add("(");
        AddSingles(sql, number, singles);
        for (var i = 0; i < others.Length; i++)
        {
            if (i > 0 || singles.Length > 0) sql.Add(" OR ");
            AddRange(sql, number, others[i]);
        }

        if (terms > 1) sql.Add(")");
    }

    private static void AddSingles(SqlText sql, Func<SqlText, SqlText> number, FilterRange[] singles)
    {
        if (singles.Length == 0) return;
        if (singles is [var only])
        {
            number(sql).Add(" = ").Value(only.First);
            return;
        }

        number(sql).Add(" IN (");
        for (var i = 0; i < singles.Length; i++) (i == 0 ? sql : sql.Add(", ")).Value(singles[i].First);
        sql.Add(")");
    }

    private static void AddRange(SqlText sql, Func<SqlText, SqlText> number, FilterRange range)
    {
        if (range.Last == long.MaxValue) number(sql).Add(" >= ").Value(range.First);
        else number(sql).Add(" BETWEEN ").Value(range.First).Add(" AND ").Value(range.Last);
    }
}
