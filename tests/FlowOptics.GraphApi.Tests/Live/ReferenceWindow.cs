namespace FlowOptics.GraphApi.Tests.Live;

/// <summary>The window as a plain list of records, each with the object and the place in it that it came from: obvious and slow.</summary>
internal sealed class ReferenceWindow
{
    private readonly List<(string Key, int Index, DateTimeOffset Arrival, Lake.Tests.Reference.FlowRecord Record)> _records = [];
    private readonly Dictionary<string, DateTimeOffset> _arrivals = new(StringComparer.Ordinal);

    public void Add(string key, Lake.Tests.Reference.FlowRecord[] records, int first, int count, DateTimeOffset arrival, DateTimeOffset start)
    {
        if (!_arrivals.TryGetValue(key, out var known))
        {
            if (SlotOf(arrival) < start) return;
            _arrivals.Add(key, known = arrival);
        }

        for (var i = first; i < first + count; i++)
        {
            if (!_records.Any(record => record.Key == key && record.Index == i)) _records.Add((key, i, known, records[i]));
        }
    }

    /// <summary>Forgets what arrived before.</summary>
    public void Expire(DateTimeOffset start)
    {
        _records.RemoveAll(record => SlotOf(record.Arrival) < start);
        foreach (var key in _arrivals.Where(arrival => SlotOf(arrival.Value) < start).Select(arrival => arrival.Key).ToArray()) _arrivals.Remove(key);
    }

    public Lake.Tests.Reference.FlowRecord[] Records => [.. _records.Select(record => record.Record)];

    private static DateTimeOffset SlotOf(DateTimeOffset arrival) => DateTimeOffset.FromUnixTimeSeconds(arrival.ToUnixTimeSeconds() / 5 * 5);
}
