using System.Collections;

namespace FlowOptics.Geo.Tables;

/// <summary>A list that one thread at a time appends to while others read what was there when they looked.</summary>
internal sealed class GrowingList<T>(T first) : IReadOnlyList<T>
{
    private T[] _items = [first];

    public int Count { get; private set; } = 1;

    public T this[int index] => Volatile.Read(ref _items)[index];

    public ReadOnlySpan<T> Items
    {
        get
        {
            // The count first: the array of a later moment holds at least so many.
            var count = Count;
            Thread.MemoryBarrier();
            return Volatile.Read(ref _items).AsSpan(0, count);
        }
    }

    public int Add(T item)
    {
        if (Count == _items.Length)
        {
            var larger = new T[Count * 2];
            _items.CopyTo(larger, 0);
            Volatile.Write(ref _items, larger);
        }

        _items[Count] = item;
        Thread.MemoryBarrier();
        return Count++;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
