namespace FlowOptics.Geo.Tables;

/// <summary>
/// A function from every address (as 128 bits) to a number, as runs: where each begins, and its number, which holds until the next one begins. Built by
/// adding ranges that rise; what no range covers has number 0.
/// </summary>
internal sealed class RunList
{
    private readonly ChunkedList<UInt128> _starts = new();
    private readonly ChunkedList<int> _values = new();
    private UInt128 _next;
    private bool _full;

    public RunList()
    {
        _starts.Add(0);
        _values.Add(0);
    }

    public int Count => _starts.Count;

    public UInt128 StartOf(int run) => _starts[run];

    public int ValueOf(int run) => _values[run];

    /// <param name="first">Above every address that was added before.</param>
    public void Add(UInt128 first, UInt128 last, int value)
    {
        if (_full || first < _next || last < first) throw new ArgumentException($"the range {first:x} to {last:x} does not follow the one before it", nameof(first));
        if (first > _next) Begin(_next, 0);
        Begin(first, value);
        _full = last == UInt128.MaxValue;
        _next = last + 1;
    }

    /// <summary>No more ranges come.</summary>
    public RunList Complete()
    {
        if (!_full) Begin(_next, 0);
        return this;
    }

    public int Find(UInt128 address)
    {
        // The last run that begins at or below the address.
        var (low, high) = (0, Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_starts[middle] <= address) low = middle;
            else high = middle - 1;
        }

        return _values[low];
    }

    /// <summary>Begins a run, or goes on with the one before where the number is the same.</summary>
    public void Begin(UInt128 start, int value)
    {
        if (_values.Last == value) return;
        if (_starts.Last == start)
        {
            _starts.RemoveLast();
            _values.RemoveLast();
            if (_values.Count > 0 && _values.Last == value) return;
        }

        _starts.Add(start);
        _values.Add(value);
    }
}
