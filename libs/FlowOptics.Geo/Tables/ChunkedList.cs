namespace FlowOptics.Geo.Tables;

/// <summary>A list that grows by pieces: millions of elements without the copies, twice their size, that a list makes when it grows.</summary>
internal sealed class ChunkedList<T>
{
    private const int Shift = 16;
    private const int Mask = (1 << Shift) - 1;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public T this[int index]
    {
        get => _chunks[index >> Shift][index & Mask];
        set => _chunks[index >> Shift][index & Mask] = value;
    }

    public T Last
    {
        get => this[Count - 1];
        set => this[Count - 1] = value;
    }

    public void Add(T item)
    {
        if (Count >> Shift == _chunks.Count) _chunks.Add(new T[1 << Shift]);
        this[Count++] = item;
    }

    public void RemoveLast() => Count--;

    public IEnumerable<ReadOnlyMemory<T>> Pieces()
    {
        for (var first = 0; first < Count; first += 1 << Shift) yield return _chunks[first >> Shift].AsMemory(0, Math.Min(1 << Shift, Count - first));
    }
}
