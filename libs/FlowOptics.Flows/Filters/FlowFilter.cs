namespace FlowOptics.Flows;

/// <summary>A condition on flow records, as a person wrote it (docs/filter.md).</summary>
public sealed class FlowFilter
{
    private FlowFilter(string text, FilterNode root)
    {
        Text = text;
        Root = root;
        Fields = [.. FilterFields.UsedBy(root).Distinct()];
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public FilterNode Root { get; }

    /// <summary>The fields that it asks for, with their sides, each once.</summary>
    public IReadOnlyList<FilterOperand> Fields { get; }

    /// <param name="sets">What <c>@name</c> stands for; null: there are none.</param>
    /// <param name="otherFields">Text columns that exist beside those that AWS documents: names that records have had.</param>
    /// <exception cref="FilterException">The text is no filter, or beyond <see cref="FilterLimits"/>.</exception>
    public static FlowFilter Parse(string text, FilterSets? sets = null, IReadOnlyCollection<string>? otherFields = null) =>
        new(text, new FilterParser(text, sets ?? FilterSets.None, otherFields ?? []).Parse());

    /// <summary>What a filter leaves of these accounts' records; of all of their records without one.</summary>
    /// <param name="accounts">One or more, as records have them.</param>
    /// <param name="filter">Null: no further condition.</param>
    public static FlowFilter Within(IReadOnlyCollection<string> accounts, FlowFilter? filter)
    {
        if (accounts.Count == 0) throw new ArgumentException("there are no accounts", nameof(accounts));
        FilterNode ofAccounts = new FilterComparison(new FilterOperand(FilterFields.Account, FilterSide.None), new TextTest(accounts, []));
        FilterNode root = filter is null ? ofAccounts : new FilterAnd([ofAccounts, filter.Root]);
        return new FlowFilter(root.ToString(), root);
    }

    /// <summary>The same tree in one way of writing: named sets spelt out, units worked out, brackets only where they are needed.</summary>
    public override string ToString() => Root.ToString();
}
