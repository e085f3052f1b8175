using FlowOptics.Flows;

namespace FlowOptics.Geo;

/// <summary>
/// Finds place and network of a batch's public ends, and makes the batch's dictionaries of them: the sources' in order of first appearance, then what
/// the destinations add. Used again for the next batch.
/// </summary>
internal sealed class BatchEnds
{
    // Only public addresses are looked up: those of both ends, one after the other, and whose record each is.
    private readonly Address[] _addresses = new Address[2 * FlowBatch.MaxRecords];
    private readonly int[] _ends = new int[2 * FlowBatch.MaxRecords];
    private readonly int[] _places = new int[2 * FlowBatch.MaxRecords];
    private readonly int[] _networks = new int[2 * FlowBatch.MaxRecords];
    private readonly RunIndex _placeIndex = new();
    private readonly RunIndex _networkIndex = new();
    private int _sources;
    private int _count;

    /// <summary>Looks up all ends; kinds are known already.</summary>
    public void Find(GeoTable table, FlowBatch batch, ReadOnlySpan<AddressKind> sources, ReadOnlySpan<AddressKind> destinations)
    {
        _count = 0;
        Gather(batch.SrcAddr.AsSpan(0, batch.Count), sources);
        _sources = _count;
        Gather(batch.DstAddr.AsSpan(0, batch.Count), destinations);
        table.Find(_addresses.AsSpan(0, _count), _ends);

        var known = table.Ends;
        for (var i = 0; i < _count; i++)
        {
            var end = known[_ends[i]];
            _places[i] = end.Place;
            _networks[i] = end.Network;
        }

        // After Ends: the lists may have grown with the look-ups.
        _placeIndex.Begin(table.Places.Count);
        _placeIndex.Map(_places.AsSpan(0, _count), _places);
        _networkIndex.Begin(table.Networks.Count);
        _networkIndex.Map(_networks.AsSpan(0, _count), _networks);
    }

    public Place[] Places(GeoTable table) => Entries(table.Places, _placeIndex);

    public Network[] Networks(GeoTable table) => Entries(table.Networks, _networkIndex);

    public void WriteSources(ReadOnlySpan<AddressKind> kinds, Span<int> places, Span<int> networks) => Scatter(0, kinds, places, networks);

    public void WriteDestinations(ReadOnlySpan<AddressKind> kinds, Span<int> places, Span<int> networks) => Scatter(_sources, kinds, places, networks);

    private void Gather(ReadOnlySpan<Address> addresses, ReadOnlySpan<AddressKind> kinds)
    {
        // Each is written where the next public one belongs, so that there is no branch to guess.
        var at = _count;
        for (var i = 0; i < addresses.Length; i++)
        {
            _addresses[at] = addresses[i];
            at += kinds[i] == AddressKind.Public ? 1 : 0;
        }

        _count = at;
    }

    private void Scatter(int at, ReadOnlySpan<AddressKind> kinds, Span<int> places, Span<int> networks)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] == AddressKind.Public)
            {
                places[i] = _places[at];
                networks[i] = _networks[at++];
            }
            else
            {
                places[i] = networks[i] = 0;
            }
        }
    }

    private static T[] Entries<T>(IReadOnlyList<T> all, RunIndex index)
    {
        var kept = index.Kept;
        var entries = new T[kept.Length + 1];
        entries[0] = all[0];
        for (var i = 0; i < kept.Length; i++) entries[i + 1] = all[kept[i]];
        return entries;
    }
}
