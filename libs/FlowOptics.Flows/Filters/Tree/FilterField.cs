namespace FlowOptics.Flows;

/// <summary>A field of the filter language. There is one of each but <see cref="FilterFieldId.Text"/>, of which there is one a column.</summary>
/// <param name="Name">The name that stands for either side (<c>addr</c>, <c>country</c>), or for the flow (<c>bytes</c>, <c>interface-id</c>).</param>
/// <param name="HasSides">Each end of a flow has one.</param>
public sealed record FilterField(FilterFieldId Id, string Name, FilterValueKind Kind, bool HasSides)
{
    /// <summary>Its numbers stand for names (<c>action</c>): they have no order.</summary>
    public bool IsNamed => Id is FilterFieldId.Action or FilterFieldId.FlowDirection or FilterFieldId.Direction or FilterFieldId.OwnEnd or FilterFieldId.Kind;

    /// <summary>As it is written for a side: <c>srcaddr</c>, <c>dst-country</c>.</summary>
    public string NameOf(FilterSide side) => side switch
    {
        FilterSide.Source => FilterFields.NameOf(this, "src"),
        FilterSide.Destination => FilterFields.NameOf(this, "dst"),
        _ => Name,
    };

    /// <summary>The text column's own field.</summary>
    public static FilterField OfText(string column) => new(FilterFieldId.Text, column, FilterValueKind.Text, HasSides: false);
}
