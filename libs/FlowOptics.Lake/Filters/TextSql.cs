using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Tests of text, as <see cref="FilterText"/> compares: only ASCII's letters are folded, which is what <c>translate</c> does and <c>lower</c> does not.</summary>
internal static class TextSql
{
    private const string Fold = $", '{FilterText.Upper}', '{FilterText.Lower}')";

    /// <summary>The condition on a row of the place's table; NULL where the text is.</summary>
    public static void Add(SqlText sql, TextPlace place, ValueTest test)
    {
        if (place.EmptyIsMissing && test.Matches("")) sql.Add(place.Column).Add(" <> '' AND ");
        switch (test)
        {
            case NumberTest numbers:
                sql.Add("regexp_full_match(");
                AddText(sql, place);
                sql.Add(", '[0-9]{1,18}') AND ");
                NumberSql.Add(sql, s => AddText(s.Add("try_cast("), place).Add(" AS BIGINT)"), numbers);
                break;
            case TextTest { Patterns.Count: > 0 } like:
                sql.Add("(");
                for (var i = 0; i < like.Patterns.Count; i++)
                {
                    if (i > 0) sql.Add(" OR ");
                    AddFolded(sql, place).Add(" LIKE ").Value(PatternOf(like.Patterns[i])).Add(" ESCAPE '\\'");
                }

                sql.Add(")");
                break;
            case TextTest texts:
                AddFolded(sql, place).Add(" IN (");
                for (var i = 0; i < texts.Values.Count; i++) (i == 0 ? sql : sql.Add(", ")).Value(FilterText.Fold(texts.Values[i]));
                sql.Add(")");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(test));
        }
    }

    /// <summary>The text itself, folded; NULL where it is missing.</summary>
    public static SqlText AddFolded(SqlText sql, TextPlace place)
    {
        sql.Add("translate(");
        if (place.EmptyIsMissing) sql.Add("nullif(");
        AddText(sql, place);
        if (place.EmptyIsMissing) sql.Add(", '')");
        return sql.Add(Fold);
    }

    /// <summary>A pattern for LIKE with a backslash as escape.</summary>
    public static string PatternOf(TextPattern pattern) => string.Join('%', pattern.Parts.Select(Escaped));

    private static string Escaped(string part)
    {
        if (part.AsSpan().IndexOfAny('%', '_', '\\') < 0) return part;
        var escaped = new StringBuilder(part.Length + 4);
        foreach (var character in part) (character is '%' or '_' or '\\' ? escaped.Append('\\') : escaped).Append(character);
        return escaped.ToString();
    }

    private static SqlText AddText(SqlText sql, TextPlace place)
    {
        var column = $"{place.Table}.{place.Column}";
        return place.Pointer is null ? sql.Add(column) : sql.Add("json_extract_string(").Add(column).Add(", ").Value(place.Pointer).Add(")");
    }
}
