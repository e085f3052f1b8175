namespace FlowOptics.Flows;

/// <summary>Which end of a flow a filter's field is of.</summary>
public enum FilterSide : byte
{
    /// <summary>The field is the whole flow's (<c>bytes</c>).</summary>
    None,

    Source,
    Destination,

    /// <summary>Some end has it (<c>port</c>): true where it is true of the source or of the destination.</summary>
    Either,
}
