using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>And, or, not: the same in every dialect.</summary>
internal static class SqlTree
{
    /// <param name="add">Adds constant text.</param>
    /// <param name="leaf">
    /// Adds a comparison, in brackets where it is more than one term. The second argument says that it stands below a NOT: there it must not be NULL, which
    /// elsewhere is as good as false.
    /// </param>
    public static void Write(FilterNode root, Func<string, object> add, Action<FilterNode, bool> leaf) => Write(root, add, leaf, isNegated: false, isInner: false);

    private static void Write(FilterNode node, Func<string, object> add, Action<FilterNode, bool> leaf, bool isNegated, bool isInner)
    {
        switch (node)
        {
            case FilterAnd and:
                Join(and.Terms, " AND ", add, leaf, isNegated, brackets: isInner);
                break;
            case FilterOr or:
                Join(or.Terms, " OR ", add, leaf, isNegated, brackets: true);
                break;
            case FilterNot not:
                add("NOT (");
                Write(not.Term, add, leaf, isNegated: true, isInner: false);
                add(")");
                break;
            default:
                leaf(node, isNegated);
                break;
        }
    }

    private static void Join(IReadOnlyList<FilterNode> terms, string word, Func<string, object> add, Action<FilterNode, bool> leaf, bool isNegated, bool brackets)
    {
        if (brackets) add("(");
        for (var i = 0; i < terms.Count; i++)
        {
            if (i > 0) add(word);
            Write(terms[i], add, leaf, isNegated, isInner: true);
        }

        if (brackets) add(")");
    }
}
