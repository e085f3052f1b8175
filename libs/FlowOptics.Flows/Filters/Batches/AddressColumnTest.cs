namespace FlowOptics.Flows;

/// <summary>A column of addresses; null where the format has none.</summary>
internal sealed class AddressColumnTest(Func<EnrichedBatch, Address[]?> column, AddressTest test) : BatchTest
{
    // Of one prefix, the usual case, both ends are compared without a branch.
    private readonly Prefix? _only = test.Prefixes is [var one] && !one.First.IsNone ? one : null;

    public override void Match(EnrichedBatch batch, Span<bool> matches)
    {
        if (column(batch) is not { } addresses)
        {
            matches.Clear();
            return;
        }

        if (_only is { } prefix)
        {
            var (first, last) = (Number(prefix.First), Number(prefix.Last));
            var width = last - first;
            for (var i = 0; i < matches.Length; i++) matches[i] = Number(addresses[i]) - first <= width;
            return;
        }

        for (var i = 0; i < matches.Length; i++) matches[i] = test.Matches(addresses[i]);
    }

    private static UInt128 Number(Address address) => new(address.High, address.Low);
}
