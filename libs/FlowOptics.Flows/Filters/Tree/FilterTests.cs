namespace FlowOptics.Flows;

/// <summary>Tests of a field's values, made of what a filter says.</summary>
internal static class FilterTests
{
    private static readonly Prefix Everything = Prefix.Of(new Address(0, 0), 0);

    /// <summary>Every value that is there passes.</summary>
    public static ValueTest Any(FilterField field) => field.Kind switch
    {
        FilterValueKind.Address => new AddressTest([Everything]),
        FilterValueKind.Text => new TextTest([], [new TextPattern("*")]),
        _ => new NumberTest(field switch
        {
            { Id: FilterFieldId.ServicePort } => [new FilterRange(LinkLabel.Least, ushort.MaxValue)],
            { IsNamed: true } => FilterCodes.NamesOf(field.Id).Select(pair => new FilterRange(pair.Code, pair.Code)),
            _ => [new FilterRange(0, long.MaxValue)],
        }),
    };

    public static FilterOperator OperatorOf(string sign) => sign switch
    {
        "=" => FilterOperator.Equal,
        "<" => FilterOperator.Less,
        "<=" => FilterOperator.LessOrEqual,
        ">" => FilterOperator.Greater,
        ">=" => FilterOperator.GreaterOrEqual,
        _ => throw new ArgumentOutOfRangeException(nameof(sign)),
    };

    public static string SignOf(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    public static bool Compare<T>(FilterOperator comparison, T left, T right)
        where T : IComparable<T>
    {
        var order = left.CompareTo(right);
        return comparison switch
        {
            FilterOperator.Equal => order == 0,
            FilterOperator.Less => order < 0,
            FilterOperator.LessOrEqual => order <= 0,
            FilterOperator.Greater => order > 0,
            FilterOperator.GreaterOrEqual => order >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
        };
    }
}
