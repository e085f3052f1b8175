using FlowOptics.Flows;

namespace FlowOptics.Geo.Places;

/// <summary>
/// From a record's offset to its place, for ever: an open-addressed table that readers look through without a lock. Bounded by the number of
/// records in the file.
/// </summary>
internal sealed class PlaceCache
{
    private readonly Lock _lock = new();
    private volatile Table _table = new(1024);

    public Place? Find(int offset) => _table.Find(offset);

    public void Add(int offset, Place place)
    {
        lock (_lock)
        {
            var table = _table;
            if (table.Find(offset) is not null) return;
            // At most half full, so that a probe always meets an empty slot and is short.
            if (table.Count * 2 >= table.Slots.Length) table = table.Doubled();
            table.Add(offset, place);
            _table = table;
        }
    }

    private sealed record Entry(int Offset, Place Place);

    // Readers see a slot empty or complete: an entry is immutable, and one reference is written at once.
    private sealed class Table(int size)
    {
        public Entry?[] Slots { get; } = new Entry?[size];

        public int Count { get; private set; }

        public Place? Find(int offset)
        {
            var slots = Slots;
            for (var at = Start(offset, slots.Length); Volatile.Read(ref slots[at]) is { } entry; at = (at + 1) & (slots.Length - 1))
            {
                if (entry.Offset == offset) return entry.Place;
            }

            return null;
        }

        public void Add(int offset, Place place) => Add(new Entry(offset, place));

        public Table Doubled()
        {
            var larger = new Table(Slots.Length * 2);
            foreach (var entry in Slots)
            {
                if (entry is not null) larger.Add(entry);
            }

            return larger;
        }

        private void Add(Entry entry)
        {
            var at = Start(entry.Offset, Slots.Length);
            while (Slots[at] is not null) at = (at + 1) & (Slots.Length - 1);
            Volatile.Write(ref Slots[at], entry);
            Count++;
        }

        // Fibonacci hashing: offsets are not evenly spread. The size is a power of two.
        private static int Start(int offset, int size) => (int)((uint)offset * 2_654_435_769u >> 32 - System.Numerics.BitOperations.Log2((uint)size));
    }
}
