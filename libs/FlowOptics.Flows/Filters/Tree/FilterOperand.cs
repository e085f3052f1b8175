namespace FlowOptics.Flows;

/// <summary>A field with its side.</summary>
public sealed record FilterOperand(FilterField Field, FilterSide Side)
{
    /// <summary>The sides that it stands for: both, for either.</summary>
    public IReadOnlyList<FilterSide> Sides => Side == FilterSide.Either ? BothSides : [Side];

    private static readonly FilterSide[] BothSides = [FilterSide.Source, FilterSide.Destination];

    public override string ToString() => Field.NameOf(Side);
}
