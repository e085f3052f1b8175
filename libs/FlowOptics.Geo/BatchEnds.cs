using System.Runtime.InteropServices;
using FlowOptics.Flows;

namespace FlowOptics.Geo;

/// <summary>What is known of each address of one batch, and the batch's dictionaries of places and networks, in order of first appearance.</summary>
internal sealed class BatchEnds
{
    private readonly Dictionary<Address, End> _ends = [];
    private readonly Dictionary<Place, int> _placeIndex = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Network, int> _networkIndex = new(ReferenceEqualityComparer.Instance);

    /// <summary>The batch's own list: <see cref="Reset"/> begins another.</summary>
    public List<Place> Places { get; private set; } = [Place.None];

    public List<Network> Networks { get; private set; } = [Network.None];

    /// <summary>The table of this batch.</summary>
    public GeoTable Table { get; set; } = null!;

    public End Of(Address address)
    {
        ref var end = ref CollectionsMarshal.GetValueRefOrAddDefault(_ends, address, out var known);
        if (!known) end = Find(address);
        return end;
    }

    public void Reset()
    {
        _ends.Clear();
        _placeIndex.Clear();
        _networkIndex.Clear();
        Places = [Place.None];
        Networks = [Network.None];
    }

    private End Find(Address address)
    {
        var kind = AddressKinds.KindOf(address);
        if (kind != AddressKind.Public) return new End(0, 0, kind);
        var end = Table.Find(address);
        return new End(
            Index(Table.Places[end.Place], Place.None, _placeIndex, Places),
            Index(Table.Networks[end.Network], Network.None, _networkIndex, Networks),
            kind);
    }

    // The table gives equal values one instance, so a reference is enough to know a value by.
    private static int Index<T>(T value, T none, Dictionary<T, int> indices, List<T> values)
        where T : class
    {
        if (ReferenceEquals(value, none)) return 0;
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(indices, value, out var known);
        if (!known)
        {
            index = values.Count;
            values.Add(value);
        }

        return index;
    }

    internal readonly record struct End(int Place, int Network, AddressKind Kind);
}
