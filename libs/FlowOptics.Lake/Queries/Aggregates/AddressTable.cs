using System.Numerics;

namespace FlowOptics.Lake;

/// <summary>Sums the rows of one part after the other by address. Used again for the next part, so that it stays in the cache.</summary>
internal sealed unsafe class AddressTable(AddressHash hash, int limit)
{
    // The sums side by side, and where an address's is: its place + 1 at the address's hash, or at the next free one.
    private AddressTotal[] _totals = [];
    private int[] _places = [];

    /// <summary>Addresses of all parts so far.</summary>
    public long Count { get; private set; }

    public LargestAddresses Largest { get; } = new(limit);

    /// <param name="blocks">Where rows are, and how many: all those of their addresses.</param>
    public void Sum(List<(nint First, int Count)> blocks)
    {
        var mask = Clear(blocks.Sum(block => block.Count));
        var count = 0;
        foreach (var (first, rows) in blocks)
        {
            foreach (ref readonly var row in new ReadOnlySpan<AddressRow>((void*)first, rows))
            {
                // The uppermost bits are the same in the whole part.
                var at = (int)(hash.Of(row.High, row.Low) >> 24) & mask;
                while (_places[at] is var place && place != 0 && (_totals[place - 1].Low != row.Low || _totals[place - 1].High != row.High)) at = (at + 1) & mask;
                if (_places[at] == 0)
                {
                    _totals[count] = new AddressTotal(row.High, row.Low, row.Value);
                    _places[at] = ++count;
                }
                else
                {
                    ref var total = ref _totals[_places[at] - 1];
                    total = total with { Sum = total.Sum + row.Value };
                }
            }
        }

        Count += count;
        foreach (var total in _totals.AsSpan(0, count)) Largest.Add(total);
    }

    private int Clear(int rows)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * rows, 2));
        if (_places.Length < size) _places = new int[size];
        if (_totals.Length < rows) _totals = new AddressTotal[rows];
        _places.AsSpan(0, size).Clear();
        return size - 1;
    }
}
