using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Makes a test of entries from a filter: the twin of FilterPredicate (batches) and FilterSql (the lake).</summary>
internal static class LiveFilter
{
    // What the window has of each of its records.
    private static readonly FilterFieldId[] Fields =
    [
        FilterFieldId.Address, FilterFieldId.Port, FilterFieldId.Country, FilterFieldId.City, FilterFieldId.Asn, FilterFieldId.Organization, FilterFieldId.AwsService, FilterFieldId.AwsRegion,
        FilterFieldId.Kind, FilterFieldId.Protocol, FilterFieldId.Action, FilterFieldId.Direction, FilterFieldId.OwnEnd, FilterFieldId.ServicePort, FilterFieldId.Account, FilterFieldId.Region,
        FilterFieldId.LogStatus,
    ];

    /// <summary>The names of the fields that it can be asked for.</summary>
    public static IReadOnlyList<string> FieldNames { get; } = [.. FilterFields.Names.Where(name => FilterFields.BuiltIn(name) is { } operand && Has(operand.Field))];

    /// <exception cref="UnsupportedQueryException">The filter asks for what the window does not keep.</exception>
    public static LivePredicate Compile(FilterNode node) => node switch
    {
        FilterAnd and => new LiveJunction([.. and.Terms.Select(Compile)], all: true),
        FilterOr or => new LiveJunction([.. or.Terms.Select(Compile)], all: false),
        FilterNot not => new LiveNegation(Compile(not.Term)),
        FilterComparison comparison => AnyOf(comparison.Operand.Sides.Select(side => Compile(comparison, side))),
        FilterFieldComparison comparison => AnyOf(
            from left in comparison.Left.Sides
            from right in comparison.Right.Sides
            select (LivePredicate)new LiveFieldComparison(ValueOf(comparison.Left, left), comparison.Operator, ValueOf(comparison.Right, right))),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "a part of a filter that the live window does not know"),
    };

    private static bool Has(FilterField field) => Fields.Contains(field.Id) || field is { Id: FilterFieldId.Text, Name: "interface-id" };

    private static LivePredicate AnyOf(IEnumerable<LivePredicate> sides) => sides.ToArray() is var terms && terms.Length == 1 ? terms[0] : new LiveJunction(terms, all: false);

    private static LivePredicate Compile(FilterComparison comparison, FilterSide side)
    {
        Require(comparison.Operand);
        if (comparison.Field.Id == FilterFieldId.LogStatus) return new LiveJunction([], all: comparison.Test.Matches("OK"));
        if (comparison.Field.Id == FilterFieldId.Port)
        {
            return LivePortTest.Of(comparison.Test, side == FilterSide.Source) ?? throw new UnsupportedQueryException(
                $"the live window keeps ports up to 1023, registered ones and the service's; of the others only that they are above 1023, so it cannot tell where {comparison}: {LiveFlowStore.AskHistory}");
        }

        var value = new LiveValue(comparison.Field, side);
        return value.IsNumbered ? new LiveNumberedComparison(value, comparison.Test) : new LiveComparison(value, comparison.Test);
    }

    private static LiveValue ValueOf(FilterOperand operand, FilterSide side)
    {
        Require(operand);
        return operand.Field.Id is not (FilterFieldId.Port or FilterFieldId.LogStatus) ? new LiveValue(operand.Field, side) : throw new UnsupportedQueryException(
            $"the live window does not keep each record's ports, so it cannot compare {operand} with another field: {LiveFlowStore.AskHistory}");
    }

    private static void Require(FilterOperand operand)
    {
        if (Has(operand.Field)) return;
        throw new UnsupportedQueryException($"the live window counts records that agree as one, and does not keep {operand} of each: {LiveFlowStore.AskHistory}");
    }
}
