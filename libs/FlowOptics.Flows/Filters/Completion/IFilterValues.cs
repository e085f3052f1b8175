namespace FlowOptics.Flows;

/// <summary>What records have had, for completion. Who implements it bounds its own time: a person is typing.</summary>
public interface IFilterValues
{
    /// <summary>Text columns beside those that AWS documents.</summary>
    IReadOnlyCollection<string> Fields { get; }

    /// <summary>Values of a field that begin so (case does not matter), the most usual first; of a field of either side, those of both. Nothing where none is known.</summary>
    IReadOnlyList<string> ValuesOf(FilterOperand operand, string prefix, int limit);
}
