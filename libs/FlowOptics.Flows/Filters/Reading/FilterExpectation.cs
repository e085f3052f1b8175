namespace FlowOptics.Flows;

/// <summary>What could stand at a place of a filter: for the person who wrote something else there, and for completion.</summary>
/// <param name="Words">The words themselves, and descriptions of those that cannot be listed.</param>
/// <param name="Operand">Whose operator or value; null for a field.</param>
internal sealed record FilterExpectation(FilterExpected Kind, IReadOnlyList<string> Words, FilterOperand? Operand = null)
{
    public static FilterExpectation Field() => new(FilterExpected.Field, ["a field", "not", "("]);

    public static FilterExpectation Operator(FilterOperand operand) => new(FilterExpected.Operator, OperatorsOf(operand), operand);

    public static FilterExpectation AfterFieldNot(FilterOperand operand) =>
        new(FilterExpected.Operator, operand.Field.Kind == FilterValueKind.Text ? ["in", "like"] : ["in"], operand);

    public static FilterExpectation AfterIs(FilterOperand operand) => new(FilterExpected.Operator, ["missing", "not missing"], operand);

    public static FilterExpectation AfterIsNot(FilterOperand operand) => new(FilterExpected.Operator, ["missing"], operand);

    public static FilterExpectation Value(FilterOperand operand) => new(FilterExpected.Value, [FilterMembers.Describe(operand.Field)], operand);

    public static FilterExpectation AfterIn(FilterOperand operand) => new(
        FilterExpected.List,
        operand.Field.Kind switch
        {
            FilterValueKind.Address => ["a CIDR", "a list", "a named set"],
            FilterValueKind.Number when !operand.Field.IsNamed => ["a range", "a list", "a named set"],
            _ => ["a list", "a named set"],
        },
        operand);

    public static FilterExpectation AfterMember(FilterOperand operand) => new(FilterExpected.Keyword, [",", ")"], operand);

    public static FilterExpectation AfterComparison(bool insideBrackets) => new(FilterExpected.Keyword, insideBrackets ? ["and", "or", ")"] : ["and", "or", "the end"]);

    /// <summary>"a CIDR, a list or a named set".</summary>
    public override string ToString() => Words.Count == 1 ? Shown(Words[0]) : $"{string.Join(", ", Words.SkipLast(1).Select(Shown))} or {Shown(Words[^1])}";

    /// <summary>All that may follow a field.</summary>
    public static string[] OperatorsOf(FilterOperand operand) => operand.Field switch
    {
        { Kind: FilterValueKind.Address } or { IsNamed: true } => ["=", "!=", "in", "not in", "is"],
        { Kind: FilterValueKind.Number } => ["=", "!=", "<", "<=", ">", ">=", "in", "not in", "is"],
        { Id: FilterFieldId.Text } => ["=", "!=", "in", "not in", "like", "not like", "<", "<=", ">", ">=", "is"],
        _ => ["=", "!=", "in", "not in", "like", "not like", "is"],
    };

    // Words of the language stand in backquotes, descriptions do not.
    private static string Shown(string word) => word.Contains(' ', StringComparison.Ordinal) && word is not ("not in" or "not like" or "not missing") ? word : $"`{word}`";
}

internal enum FilterExpected : byte
{
    Field,
    Operator,
    Value,

    /// <summary>After <c>in</c>.</summary>
    List,

    Keyword,
}
