namespace FlowOptics.Flows;

/// <summary>Which test of which column a comparison is.</summary>
internal static class ColumnTests
{
    /// <param name="side">Source, destination or none.</param>
    public static BatchTest Of(FilterField field, FilterSide side, ValueTest test)
    {
        var isSource = side == FilterSide.Source;
        return field.Id switch
        {
            FilterFieldId.Address => new AddressColumnTest(batch => isSource ? batch.Flows.SrcAddr : batch.Flows.DstAddr, (AddressTest)test),
            FilterFieldId.PacketAddress => new AddressColumnTest(batch => isSource ? batch.Flows.PktSrcAddr : batch.Flows.PktDstAddr, (AddressTest)test),
            FilterFieldId.Port => new PortColumnTest(batch => isSource ? batch.Flows.SrcPort : batch.Flows.DstPort, (NumberTest)test),
            FilterFieldId.Packets => new LongColumnTest(flows => flows.Packets, (NumberTest)test),
            FilterFieldId.Bytes => new LongColumnTest(flows => flows.Bytes, (NumberTest)test),
            FilterFieldId.Start => new LongColumnTest(flows => flows.Start, (NumberTest)test),
            FilterFieldId.End => new LongColumnTest(flows => flows.End, (NumberTest)test),
            FilterFieldId.Protocol => Small(batch => batch.Flows.Protocol, test),
            FilterFieldId.TcpFlags => Small(batch => batch.Flows.TcpFlags, test),
            // None, 0, is missing: no test of these passes it.
            FilterFieldId.Action => Small(batch => batch.Flows.Action, test),
            FilterFieldId.FlowDirection => Small(batch => batch.Flows.FlowDirection, test),
            FilterFieldId.Direction => Small(batch => batch.Direction, test),
            FilterFieldId.Kind => Small(batch => isSource ? batch.SrcKind : batch.DstKind, test),
            FilterFieldId.OwnEnd or FilterFieldId.ServicePort => new DerivedTest(field, (NumberTest)test),
            FilterFieldId.Country => Place(isSource, test, place => place.Country),
            FilterFieldId.City => Place(isSource, test, place => place.City),
            FilterFieldId.Asn => new CodedTest<Network>(Networks(isSource), network => network.Asn != 0 && test.Matches(network.Asn)),
            FilterFieldId.Organization => Network(isSource, test, network => network.Organization),
            FilterFieldId.AwsService => Network(isSource, test, network => network.AwsService),
            FilterFieldId.AwsRegion => Network(isSource, test, network => network.AwsRegion),
            FilterFieldId.Account => new TextTestOfBatch(flows => flows.AccountFromPath ? null : flows.Text("account-id"), flows => flows.Account, test),
            FilterFieldId.Region => new TextTestOfBatch(flows => flows.RegionFromPath ? null : flows.Text("region"), flows => flows.Region, test),
            FilterFieldId.LogStatus => new TextTestOfBatch(_ => null, _ => "OK", test),
            FilterFieldId.Text => new TextTestOfBatch(flows => flows.Text(field.Name), _ => null, test),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
    }

    private static SmallColumnTest<T> Small<T>(Func<EnrichedBatch, T[]?> column, ValueTest test)
        where T : unmanaged => new(column, (NumberTest)test);

    private static CodedTest<Place> Place(bool isSource, ValueTest test, Func<Place, string> text) =>
        new(batch => (isSource ? batch.SrcPlace : batch.DstPlace, batch.Places), place => text(place) is { Length: > 0 } known && test.Matches(known));

    private static CodedTest<Network> Network(bool isSource, ValueTest test, Func<Network, string> text) =>
        new(Networks(isSource), network => text(network) is { Length: > 0 } known && test.Matches(known));

    private static Func<EnrichedBatch, (int[], IReadOnlyList<Network>)> Networks(bool isSource) => batch => (isSource ? batch.SrcNetwork : batch.DstNetwork, batch.Networks);
}
