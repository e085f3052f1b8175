using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Finds whose addresses are whose, in one of a question's ranges, in its account and region, whatever else it asks.</summary>
/// <param name="wanted">Null: all addresses that interfaces logged as their own.</param>
internal sealed class LiveOwners(IReadOnlySet<Address>? wanted) : ILiveVisitor
{
    private readonly Dictionary<Address, LiveOwner> _owners = [];
    private readonly LiveTexts _texts = new();

    public static IReadOnlyDictionary<Address, LiveOwner> Find(
        LiveReading reading, GraphQuery query, (DateTimeOffset From, DateTimeOffset To) range, IReadOnlySet<Address>? wanted, CancellationToken cancellationToken)
    {
        var scope = new GraphQuery { Mode = GraphMode.All, Account = query.Account, Accounts = query.Accounts, Region = query.Region, From = range.From, To = range.To };
        var owners = new LiveOwners(wanted);
        new LiveScan(reading, new LiveMatch(scope)).Run(owners, cancellationToken);
        return owners._owners;
    }

    public void Enter(LiveBucket bucket) => _texts.Enter(bucket);

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        if (entry.OwnEnd == OwnEnd.Unknown) return;
        var address = entry.OwnEnd == OwnEnd.Source ? ends.Src : ends.Dst;
        if (wanted?.Contains(address) == false) return;
        ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(_owners, address, out var known);
        if (known && owner.InterfaceId is not null && (entry.Interface == 0 || entry.Last < owner.Last)) return;
        var (account, region) = _texts.ScopeOf(entry.Scope);
        var other = new LiveOwner(_texts.InterfaceOf(entry.Interface), entry.Last, account, region);
        if (!known || other.IsBefore(owner)) owner = other;
    }
}
