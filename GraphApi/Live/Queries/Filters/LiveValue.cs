using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>A filter's field at one side, as the window has it: of the entry itself, or by a number of the bucket's.</summary>
internal sealed class LiveValue(FilterField of, FilterSide side)
{
    private bool IsSource => side == FilterSide.Source;

    public FilterValueKind Kind => of.Kind;

    /// <summary>Whether the value follows from a number of the bucket's: it is then asked once for each number.</summary>
    public bool IsNumbered => of.Id is FilterFieldId.Country or FilterFieldId.City or FilterFieldId.Asn or FilterFieldId.Organization or FilterFieldId.AwsService or FilterFieldId.AwsRegion
        or FilterFieldId.Account or FilterFieldId.Region or FilterFieldId.Text;

    public int NumberIn(in LiveEntry entry) => of.Id switch
    {
        FilterFieldId.Country or FilterFieldId.City => IsSource ? entry.SrcPlace : entry.DstPlace,
        FilterFieldId.Asn or FilterFieldId.Organization or FilterFieldId.AwsService or FilterFieldId.AwsRegion => IsSource ? entry.SrcNetwork : entry.DstNetwork,
        FilterFieldId.Account or FilterFieldId.Region => entry.Scope,
        _ => entry.Interface,
    };

    /// <summary>Of a numbered text; null: missing.</summary>
    public string? TextOf(LiveBucket bucket, int number)
    {
        var text = of.Id switch
        {
            FilterFieldId.Country => bucket.PlaceOf(number).Country,
            FilterFieldId.City => bucket.PlaceOf(number).City,
            FilterFieldId.Organization => bucket.NetworkOf(number).Organization,
            FilterFieldId.AwsService => bucket.NetworkOf(number).AwsService,
            FilterFieldId.AwsRegion => bucket.NetworkOf(number).AwsRegion,
            FilterFieldId.Account => bucket.Scopes[number].Account,
            FilterFieldId.Region => bucket.Scopes[number].Region,
            _ => number == 0 ? null : Encoding.UTF8.GetString(bucket.Interfaces[number]),
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>Of a numbered number; null: missing.</summary>
    public static long? AsnOf(LiveBucket bucket, int number) => bucket.NetworkOf(number).Asn is var asn and not 0 ? asn : null;

    public Address AddressOf(in LiveEnds ends) => IsSource ? ends.Src : ends.Dst;

    /// <summary>Of the entry itself; null: missing.</summary>
    public long? NumberOf(in LiveEntry entry, in LiveEnds ends) => of.Id switch
    {
        FilterFieldId.Port => IsSource ? entry.SrcPort : entry.DstPort,
        FilterFieldId.Kind => (long)AddressKinds.KindOf(AddressOf(ends)),
        FilterFieldId.Protocol => entry.Protocol,
        FilterFieldId.Action => entry.Action == FlowAction.None ? null : (long)entry.Action,
        FilterFieldId.Direction => (long)ends.Direction,
        FilterFieldId.OwnEnd => (long)entry.OwnEnd,
        FilterFieldId.ServicePort => entry.ServiceLabel,
        _ => throw new ArgumentOutOfRangeException(nameof(entry), of.Id, "no number of an entry"),
    };
}
