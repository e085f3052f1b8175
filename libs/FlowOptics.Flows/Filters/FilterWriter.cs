using System.Globalization;
using System.Text;

namespace FlowOptics.Flows;

/// <summary>Writes a tree as text that reads as the same tree.</summary>
internal static class FilterWriter
{
    public static string Write(FilterNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, FilterNode node)
    {
        switch (node)
        {
            case FilterAnd and:
                Join(text, and.Terms, " and ", term => term is FilterAnd or FilterOr);
                break;
            case FilterOr or:
                Join(text, or.Terms, " or ", term => term is FilterOr);
                break;
            case FilterNot not:
                Bracket(text.Append("not "), not.Term, not.Term is FilterAnd or FilterOr);
                break;
            case FilterComparison comparison:
                Write(text.Append(Field(comparison.Operand)).Append(' '), comparison);
                break;
            case FilterFieldComparison comparison:
                text.Append(Field(comparison.Left)).Append(' ').Append(FilterTests.SignOf(comparison.Operator)).Append(' ').Append(Field(comparison.Right));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    private static void Join(StringBuilder text, IReadOnlyList<FilterNode> terms, string separator, Func<FilterNode, bool> needsBrackets)
    {
        for (var i = 0; i < terms.Count; i++) Bracket(i == 0 ? text : text.Append(separator), terms[i], needsBrackets(terms[i]));
    }

    private static void Bracket(StringBuilder text, FilterNode node, bool brackets)
    {
        if (brackets) text.Append('(');
        Write(text, node);
        if (brackets) text.Append(')');
    }

    // A column of a lake's own may be called anything.
    private static string Field(FilterOperand operand)
    {
        var name = operand.ToString();
        return FilterFields.BuiltIn(name) is not null ? name : FilterWords.Write(name);
    }

    private static void Write(StringBuilder text, FilterComparison comparison)
    {
        switch (comparison.Test)
        {
            case AddressTest addresses:
                List(text, [.. addresses.Prefixes.Select(Address)], isPlain: addresses.Prefixes is [var one] && one.First == one.Last);
                break;
            case TextTest { Patterns.Count: > 0 } patterns:
                text.Append("like ");
                Members(text, [.. patterns.Patterns.Select(pattern => FilterWords.Write(pattern.Text))]);
                break;
            case TextTest texts:
                List(text, [.. texts.Values.Select(FilterWords.Write)], isPlain: true);
                break;
            case NumberTest numbers:
                Numbers(text, comparison.Field, numbers);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(comparison));
        }
    }

    private static void Numbers(StringBuilder text, FilterField field, NumberTest test)
    {
        if (test.Ranges.Count == 0)
        {
            text.Append("< 0");
            return;
        }

        var isOpen = test.Ranges is [{ First: >= 0 } one] && one.First != one.Last && (one.First == 0 || one.Last == long.MaxValue);
        if (!field.IsNamed && (isOpen || field.Kind == FilterValueKind.Text))
        {
            // Of a text column, "=" would compare texts; its numbers are always below or above one.
            var range = test.Ranges[0];
            var (sign, bound) = range.Last == long.MaxValue ? (">=", range.First) : ("<=", range.Last);
            text.Append(sign).Append(' ').Append(bound.ToString(CultureInfo.InvariantCulture));
            return;
        }

        List(text, [.. test.Ranges.SelectMany(range => Members(field, range))], isPlain: true);
    }

    private static IEnumerable<string> Members(FilterField field, FilterRange range)
    {
        // Labels below 0, and numbers that are names, are apart from each other whatever their numbers.
        var first = range.First;
        for (; first <= range.Last && (first < 0 || field.IsNamed); first++)
            yield return FilterWords.Write(FilterCodes.NameOf(field.Id, first) ?? throw new InvalidOperationException($"{field.Name} has no name for {first}"));
        if (first > range.Last) yield break;
        if (first == range.Last) yield return (field.Id == FilterFieldId.Protocol ? FilterCodes.NameOf(field.Id, first)?.ToLowerInvariant() : null) ?? first.ToString(CultureInfo.InvariantCulture);
        else yield return string.Create(CultureInfo.InvariantCulture, $"{first}-{range.Last}");
    }

    private static void List(StringBuilder text, string[] members, bool isPlain)
    {
        text.Append(members.Length == 1 && isPlain ? "= " : "in ");
        Members(text, members);
    }

    private static void Members(StringBuilder text, string[] members)
    {
        if (members.Length == 1) text.Append(members[0]);
        else text.Append('(').AppendJoin(", ", members).Append(')');
    }

    // "-" stands for no address in records; here it is a number like any other.
    private static string Address(Prefix prefix)
    {
        var first = prefix.First.IsNone ? "::" : prefix.First.ToString();
        return prefix.First == prefix.Last ? first : $"{first}/{prefix.Length.ToString(CultureInfo.InvariantCulture)}";
    }
}
