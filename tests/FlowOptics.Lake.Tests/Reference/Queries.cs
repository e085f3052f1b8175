using FlowOptics.Flows;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>Random questions about the world of <see cref="FlowRecords"/>.</summary>
public static class Queries
{
    private static readonly Prefix?[] Prefixes = [null, .. new[]
    {
        "10.0.0.0/8", "10.0.2.0/24", "8.8.8.8/32", "0.0.0.0/0", "::/0", "fd00::/16", "2606:4700::/32", "2606:4700::/80", "2606:4700:0:0:1::1", "2000::/3", "fd00:0:0:1::/64",
    }.Select(text => Prefix.TryParse(text, out var prefix) ? prefix : (Prefix?)null)];

    public static Arbitrary<GraphQuery> Graph { get; } = Arb.From(
        from mode in FlowRecords.OneOf(Enum.GetValues<GraphMode>())
        from label in FlowRecords.OneOf(Enum.GetValues<PortLabel>())
        from groupSize in FlowRecords.OneOf(0, 1, 2, 4, 5, 9)
        from addresses in Gen.Elements<Address>(FlowRecords.Addresses).ArrayOf(groupSize)
        from peers in Gen.Elements<Prefix?>(Prefixes)
        from account in Gen.Elements<string?>([null, null, .. FlowRecords.Accounts])
        from region in Gen.Elements<string?>([null, null, .. FlowRecords.Regions])
        from range in Range()
        from limit in FlowRecords.OneOf(1, 3, 2000)
        select new GraphQuery
        {
            Mode = mode,
            Label = label,
            Addresses = [.. addresses.Distinct()],
            Peers = peers,
            Account = account,
            Region = region,
            From = range.From,
            To = range.To,
            Limit = limit,
        });

    public static Arbitrary<GeoQuery> Geo { get; } = Arb.From(
        from account in Gen.Elements<string?>([null, null, .. FlowRecords.Accounts])
        from region in Gen.Elements<string?>([null, null, .. FlowRecords.Regions])
        from range in Range()
        select new GeoQuery { Account = account, Region = region, From = range.From, To = range.To });

    // Whole minutes: what the live window can answer exactly.
    private static Gen<(DateTimeOffset From, DateTimeOffset To)> Range() =>
        from bounds in FlowRecords.OneOf((0, 60), (0, 60), (7, 31), (59, 60), (30, 30))
        select (Minute(bounds.Item1), Minute(bounds.Item2));

    private static DateTimeOffset Minute(int minute) => DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + (60L * minute));
}
