using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>The map of one account and region. One thread adds, another takes ticks.</summary>
internal sealed class MapArea(Area area, int maxRows)
{
    // A row takes some 170 bytes of JSON at least, so a tick of 32 KiB has no room for more.
    private const int MaxTickRows = 192;

    private readonly Lock _lock = new();
    private readonly Dictionary<Place, PlaceRows> _places = [];
    private readonly List<MapRow> _changed = [];
    private readonly PriorityQueue<MapRow, (long Flows, long Bytes)> _largest = new(MaxTickRows + 1);

    // Stands for every row that there is no room for.
    private readonly MapRow _other = new(Place.None, default, default);

    // Of each place that comes when there is no room any more: it never has a row.
    private readonly PlaceRows _noRoom = new();

    // Of the batch that is added: each of its places, looked up once.
    private PlaceRows?[] _known = [];
    private MapSums _total;
    private int _rowCount;
    private long _reported;
    private long _sequence;

    public void Add(EnrichedBatch batch, int first, int end)
    {
        lock (_lock)
        {
            if (_known.Length < batch.Places.Count) _known = new PlaceRows?[batch.Places.Count];
            for (var i = first; i < end; i++) Add(batch, i);
            _known.AsSpan(0, batch.Places.Count).Clear();
        }
    }

    /// <summary>Takes what changed since the last time; null where nothing did.</summary>
    public MapTick? Take()
    {
        lock (_lock)
        {
            if (_total.Flows == _reported) return null;
            _reported = _total.Flows;
            var other = _other.TakeCount();
            foreach (var row in _changed)
            {
                // The least of the largest so far makes room.
                if (_largest.Count < MaxTickRows) _largest.Enqueue(row, (row.Flows, row.Bytes));
                else other += _largest.EnqueueDequeue(row, (row.Flows, row.Bytes)).TakeCount();
            }

            _changed.Clear();
            var rows = new MapTickRow[_largest.Count];
            for (var i = rows.Length - 1; i >= 0; i--) rows[i] = _largest.Dequeue().Take();
            return new MapTick(area, ++_sequence, _total, rows, other);
        }
    }

    private void Add(EnrichedBatch batch, int record)
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

        _total.Add(packets, bytes, action, place);
        if (place <= 0) return;
        ref var known = ref _known[place];
        known ??= RowsOf(batch.Places[place]);
        ref var row = ref known.Of(direction, action);
        row ??= NewRow(batch.Places[place], direction, action);
        var counted = row ?? _other;
        if (counted.Add(packets, bytes, PortLabel.Of(batch, record)) && counted != _other) _changed.Add(counted);
    }

    private PlaceRows RowsOf(Place place)
    {
        if (_places.TryGetValue(place, out var rows)) return rows;
        if (_rowCount >= maxRows) return _noRoom;
        rows = new PlaceRows();
        _places.Add(place, rows);
        return rows;
    }

    /// <returns>Null where there is no room.</returns>
    private MapRow? NewRow(Place place, TrafficDirection direction, FlowAction action)
    {
        if (_rowCount >= maxRows) return null;
        _rowCount++;
        return new MapRow(place, direction, action);
    }
}
