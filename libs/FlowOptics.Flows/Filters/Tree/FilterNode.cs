namespace FlowOptics.Flows;

/// <summary>
/// A filter as a tree. Each node is true or false of a record, never unknown: a comparison with a value that the record lacks is false, and so its
/// negation is true.
/// </summary>
public abstract record FilterNode
{
    private protected FilterNode()
    {
    }

    /// <summary>As text that reads as this tree again.</summary>
    public sealed override string ToString() => FilterWriter.Write(this);
}

/// <summary>All of two or more hold.</summary>
public sealed record FilterAnd(IReadOnlyList<FilterNode> Terms) : FilterNode;

/// <summary>Some of two or more holds.</summary>
public sealed record FilterOr(IReadOnlyList<FilterNode> Terms) : FilterNode;

public sealed record FilterNot(FilterNode Term) : FilterNode;

/// <summary>A field's value passes a test; of a field of either side, the source's value or the destination's. Never true of a missing value.</summary>
public sealed record FilterComparison(FilterOperand Operand, ValueTest Test) : FilterNode
{
    public FilterField Field => Operand.Field;

    public FilterSide Side => Operand.Side;
}

/// <summary>Two fields of one record compare so; where one is of either side, some choice of sides does. Never true where one is missing.</summary>
public sealed record FilterFieldComparison(FilterOperand Left, FilterOperator Operator, FilterOperand Right) : FilterNode;

/// <summary>How two fields compare. "Not equal" is the negation of equal.</summary>
public enum FilterOperator : byte
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
