namespace FlowOptics.Flows;

/// <summary>One record of a batch, field by field.</summary>
internal readonly struct BatchRecord(EnrichedBatch batch, int record) : IFilterRecord
{
    public Address FindAddress(FilterField field, FilterSide side) => (field.Id, side) switch
    {
        (FilterFieldId.Address, FilterSide.Source) => batch.Flows.SrcAddr[record],
        (FilterFieldId.Address, _) => batch.Flows.DstAddr[record],
        (_, FilterSide.Source) => batch.Flows.PktSrcAddr?[record] ?? default,
        _ => batch.Flows.PktDstAddr?[record] ?? default,
    };

    public long? FindNumber(FilterField field, FilterSide side)
    {
        var flows = batch.Flows;
        var isSource = side == FilterSide.Source;
        return field.Id switch
        {
            FilterFieldId.Port => isSource ? flows.SrcPort[record] : flows.DstPort[record],
            FilterFieldId.Protocol => flows.Protocol[record],
            FilterFieldId.Packets => flows.Packets[record],
            FilterFieldId.Bytes => flows.Bytes[record],
            FilterFieldId.Start => flows.Start[record],
            FilterFieldId.End => flows.End[record],
            FilterFieldId.TcpFlags => flows.TcpFlags?[record],
            FilterFieldId.Action => NotZero((long)flows.Action[record]),
            FilterFieldId.FlowDirection => NotZero((long)(flows.FlowDirection?[record] ?? FlowDirection.None)),
            FilterFieldId.Direction => (long)batch.Direction[record],
            FilterFieldId.Kind => (long)(isSource ? batch.SrcKind[record] : batch.DstKind[record]),
            FilterFieldId.Asn => NotZero(Network(isSource).Asn),
            FilterFieldId.OwnEnd => (long)OwnEnds.Of(flows.FlowDirection?[record] ?? FlowDirection.None, batch.Direction[record]),
            FilterFieldId.ServicePort => LinkLabel.OfService(flows.Protocol[record], flows.SrcPort[record], flows.DstPort[record], batch.ServiceSide[record]),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
    }

    public string? FindText(FilterField field, FilterSide side)
    {
        var isSource = side == FilterSide.Source;
        return field.Id switch
        {
            FilterFieldId.Country => NotEmpty(Place(isSource).Country),
            FilterFieldId.City => NotEmpty(Place(isSource).City),
            FilterFieldId.Organization => NotEmpty(Network(isSource).Organization),
            FilterFieldId.AwsService => NotEmpty(Network(isSource).AwsService),
            FilterFieldId.AwsRegion => NotEmpty(Network(isSource).AwsRegion),
            FilterFieldId.Account => batch.Flows.AccountOf(record),
            FilterFieldId.Region => batch.Flows.RegionOf(record),
            FilterFieldId.LogStatus => "OK",
            _ => batch.Flows.Text(field.Name)?[record],
        };
    }

    private static long? NotZero(long number) => number == 0 ? null : number;

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;

    private Place Place(bool isSource) => batch.Places[isSource ? batch.SrcPlace[record] : batch.DstPlace[record]];

    private Network Network(bool isSource) => batch.Networks[isSource ? batch.SrcNetwork[record] : batch.DstNetwork[record]];
}
