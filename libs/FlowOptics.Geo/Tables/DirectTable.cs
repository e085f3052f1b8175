using System.Runtime.InteropServices;
using FlowOptics.Flows;

namespace FlowOptics.Geo.Tables;

/// <summary>
/// Asks the database files themselves and numbers what they answer: slower by far than a mapped table, but there at once, for the time
/// until one is built.
/// </summary>
internal sealed class DirectTable(GeoDatabase database) : GeoTable
{
    private readonly Lock _lock = new();
    private readonly GrowingList<GeoEnd> _ends = new(default);
    private readonly GrowingList<Place> _places = new(Place.None);
    private readonly GrowingList<Network> _networks = new(Network.None);
    private readonly Dictionary<GeoEnd, int> _endNumbers = new() { [default] = 0 };
    private readonly Dictionary<Place, int> _placeNumbers = new() { [Place.None] = 0 };
    private readonly Dictionary<Network, int> _networkNumbers = new() { [Network.None] = 0 };

    public override DateTimeOffset BuiltAt => database.BuiltAt;

    public override long DamagedRecords => database.DamagedRecords;

    public override string? FirstDamage => database.FirstDamage;

    public override ReadOnlySpan<GeoEnd> Ends => _ends.Items;

    public override IReadOnlyList<Place> Places => _places;

    public override IReadOnlyList<Network> Networks => _networks;

    public override void Find(ReadOnlySpan<Address> addresses, Span<int> ends)
    {
        if (ends.Length < addresses.Length) throw new ArgumentException($"{addresses.Length} addresses need as many ends, not {ends.Length}", nameof(ends));
        lock (_lock)
        {
            for (var i = 0; i < addresses.Length; i++)
            {
                var end = new GeoEnd(
                    NumberOf(database.PlaceOf(addresses[i]), _placeNumbers, _places),
                    NumberOf(database.NetworkOf(addresses[i]), _networkNumbers, _networks));
                ends[i] = NumberOf(end, _endNumbers, _ends);
            }
        }
    }

    private static int NumberOf<T>(T value, Dictionary<T, int> numbers, GrowingList<T> values)
        where T : notnull
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, value, out var known);
        if (!known) number = values.Add(value);
        return number;
    }
}
