using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Where the lake keeps a field's texts.</summary>
/// <param name="Key">The column of the asked table that holds a row's number.</param>
/// <param name="Table">Whose <c>id</c> that is.</param>
/// <param name="Column">Of that table, or <c>value</c> with JSON objects.</param>
/// <param name="Pointer">The text within the JSON object: a JSON pointer (RFC 6901), in which a name may have any character.</param>
/// <param name="EmptyIsMissing">Places and networks have empty texts for what is not known.</param>
internal sealed record TextPlace(string Key, string Table, string Column, string? Pointer, bool EmptyIsMissing)
{
    public static TextPlace Of(FilterField field, FilterSide side) => field.Id switch
    {
        FilterFieldId.Country => Place("country", side),
        FilterFieldId.City => Place("city", side),
        FilterFieldId.Organization => Network("organization", side),
        FilterFieldId.AwsService => Network("aws_service", side),
        FilterFieldId.AwsRegion => Network("aws_region", side),
        FilterFieldId.Account => new TextPlace("scope", "scopes", "account", null, false),
        FilterFieldId.Region => new TextPlace("scope", "scopes", "region", null, false),
        FilterFieldId.Text => field.Name is "account-id" or "interface-id" or "vpc-id" or "subnet-id" or "instance-id"
            ? new TextPlace("origin", "origins", field.Name.Replace('-', '_'), null, false)
            : new TextPlace("extra", "extras", "value", PointerTo(field.Name), false),
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static TextPlace Place(string column, FilterSide side) => new(side == FilterSide.Source ? "src_place" : "dst_place", "places", column, null, true);

    private static TextPlace Network(string column, FilterSide side) => new(side == FilterSide.Source ? "src_network" : "dst_network", "networks", column, null, true);

    private static string PointerTo(string name) =>
        new StringBuilder("/").Append(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)).ToString();
}
