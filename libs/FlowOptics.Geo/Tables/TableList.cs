using System.Collections;

namespace FlowOptics.Geo.Tables;

/// <summary>A list whose elements are made when they are first asked for; one instance each. Thread-safe.</summary>
internal sealed class TableList<T>(int count, T first, Func<int, T> read) : IReadOnlyList<T>
    where T : class
{
    private readonly T?[] _known = new T?[count];

    public int Count => count;

    public T this[int index] => Volatile.Read(ref _known[index]) ?? Read(index);

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T Read(int index)
    {
        var item = index == 0 ? first : read(index);
        return Interlocked.CompareExchange(ref _known[index], item, null) ?? item;
    }
}
