using System.Runtime.InteropServices;

namespace FlowOptics.Geo.Tables;

/// <summary>Numbers values from 0 (nothing) in order of their first appearance.</summary>
internal sealed class Numbered<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _values = [];

    public Numbered(T nothing) => NumberOf(nothing);

    public IReadOnlyList<T> Values => _values;

    public int NumberOf(T value)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out var known);
        if (known) return number;
        number = _values.Count;
        _values.Add(value);
        return number;
    }
}
