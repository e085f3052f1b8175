namespace FlowOptics.GraphApi.Live;

/// <summary>Numbers values from 1 in order of their first appearance (0 stands for none). One writer; any number of readers, who may read while it writes.</summary>
internal sealed class Numbering<T>(T none)
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private T[] _values = [none];

    public int Count { get; private set; } = 1;

    public T this[int number] => Volatile.Read(ref _values)[number];

    public int Of(T value)
    {
        if (_numbers.TryGetValue(value, out var number)) return number;
        if (Count == _values.Length)
        {
            var larger = new T[Count * 2];
            _values.CopyTo(larger, 0);
            Volatile.Write(ref _values, larger);
        }

        _values[Count] = value;
        _numbers.Add(value, Count);
        return Count++;
    }
}
