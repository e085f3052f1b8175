namespace FlowOptics.Flows;

/// <summary>What a filter's field holds, and so which of <see cref="ValueTest"/>'s questions is asked of it.</summary>
public enum FilterValueKind : byte
{
    Address,
    Number,
    Text,
}
