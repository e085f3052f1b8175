using System.Buffers;
using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>The map of one account and region. One thread adds, another takes ticks.</summary>
internal sealed class MapArea(Area area, int maxRows)
{
    // Directions are 1 to 4, actions 0 to 2.
    private const int Actions = 3;
    private const int RowsOfPlace = 5 * Actions;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Place, TrafficDirection, FlowAction), MapRow> _rows = [];
    private readonly List<MapRow> _changed = [];

    // Stands for every row that there is no room for.
    private readonly MapRow _other = new(Place.None, default, default);

    private MapSums _total;
    private long _reported;
    private long _sequence;

    public void Add(EnrichedBatch batch, int first, int end)
    {
        // A row is looked up once a batch, not once a record: its key is hashed by the names in it.
        var known = ArrayPool<MapRow?>.Shared.Rent(batch.Places.Count * RowsOfPlace);
        known.AsSpan().Clear();
        lock (_lock)
        {
            for (var i = first; i < end; i++) Add(batch, i, known);
        }

        ArrayPool<MapRow?>.Shared.Return(known, clearArray: true);
    }

    /// <summary>Takes what changed since the last time; null where nothing did.</summary>
    public MapTick? Take()
    {
        lock (_lock)
        {
            if (_total.Flows == _reported) return null;
            _reported = _total.Flows;
            var rows = _changed.ConvertAll(row => row.Take());
            _changed.Clear();
            rows.Sort(static (one, two) => two.Flows != one.Flows ? two.Flows.CompareTo(one.Flows) : two.Bytes.CompareTo(one.Bytes));
            return new MapTick(area, ++_sequence, _total, rows, default(MapCount) + _other.Take());
        }
    }

    private void Add(EnrichedBatch batch, int record, MapRow?[] known)
    {
        var flows = batch.Flows;
        var (packets, bytes, action, direction) = (flows.Packets[record], flows.Bytes[record], flows.Action[record], batch.Direction[record]);
        // The public end; of two, the one that began.
        var place = direction switch
        {
            TrafficDirection.Internal => -1,
            TrafficDirection.Outbound => batch.DstPlace[record],
            _ => batch.SrcPlace[record],
        };

        _total = new MapSums(
            _total.Flows + 1,
            _total.Packets + packets,
            _total.Bytes + bytes,
            _total.Accepted + (action == FlowAction.Accept ? 1 : 0),
            _total.Rejected + (action == FlowAction.Reject ? 1 : 0),
            _total.Unplaced + (place == 0 ? 1 : 0));
        if (place <= 0) return;

        ref var row = ref known[(place * RowsOfPlace) + ((int)direction * Actions) + (int)action];
        row ??= RowOf(batch.Places[place], direction, action);
        if (row.Add(packets, bytes) && row != _other) _changed.Add(row);
    }

    private MapRow RowOf(Place place, TrafficDirection direction, FlowAction action)
    {
        if (_rows.TryGetValue((place, direction, action), out var row)) return row;
        if (_rows.Count >= maxRows) return _other;
        row = new MapRow(place, direction, action);
        _rows.Add((place, direction, action), row);
        return row;
    }
}
