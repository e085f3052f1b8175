namespace FlowOptics.Lake;

/// <summary>
/// Sums by address where nearly every row is an address of its own, so that one table of all is larger than any cache: rows are dealt into parts by a hash of their address, and each part is then
/// summed in a table that a core's own cache holds. Its rows are outside the collected heap. Not thread-safe.
/// </summary>
internal sealed unsafe class AddressTotals : IDisposable
{
    /// <summary>192 MiB.</summary>
    public const int MostRows = 1 << 23;

    private const int PartBits = 10;
    private const int Parts = 1 << PartBits;
    private const int RowsOfBlock = 256;

    // With rows of 24 bytes a slab is three large pages.
    private const int BlocksOfSlab = 1024;

    private readonly List<nint> _slabs = [];
    private readonly List<nint>[] _blocks = new List<nint>[Parts];
    private readonly AddressRow*[] _next = new AddressRow*[Parts];
    private readonly AddressRow*[] _end = new AddressRow*[Parts];
    private readonly AddressHash _hash = new();
    private readonly int _mostRows;
    private int _freeBlocks;
    private long _rows;

    /// <param name="mostRows">More are refused.</param>
    public AddressTotals(int mostRows = MostRows)
    {
        _mostRows = mostRows;
        for (var part = 0; part < Parts; part++) _blocks[part] = [];
    }

    /// <returns>False where these would be too many rows: then none of them is added.</returns>
    public bool TryAdd(ReadOnlySpan<ulong> high, ReadOnlySpan<ulong> low, ReadOnlySpan<long> values)
    {
        if (_rows + values.Length > _mostRows) return false;
        _rows += values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            var part = (int)(_hash.Of(high[i], low[i]) >> (64 - PartBits));
            if (_next[part] == _end[part]) AddBlock(part);
            *_next[part]++ = new AddressRow(high[i], low[i], values[i]);
        }

        return true;
    }

    /// <summary>The addresses with the largest sums, the largest first, equal ones in the order of their numbers; and how many addresses there are.</summary>
    public (List<AddressTotal> Top, long Count) Find(int limit, CancellationToken cancellationToken)
    {
        var largest = new LargestAddresses(limit);
        var count = 0L;
        var gathering = new Lock();
        Parallel.For(
            0,
            Parts,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new AddressTable(_hash, limit),
            (part, _, table) =>
            {
                table.Sum(RowsOf(part));
                return table;
            },
            table =>
            {
                lock (gathering)
                {
                    count += table.Count;
                    largest.Add(table.Largest);
                }
            });
        return (largest.InOrder(), count);
    }

    public void Dispose()
    {
        foreach (var slab in _slabs) LargePages.Free((void*)slab);
        _slabs.Clear();
    }

    private List<(nint First, int Count)> RowsOf(int part)
    {
        var blocks = _blocks[part].ConvertAll(block => (First: block, Count: RowsOfBlock));
        if (blocks.Count > 0) blocks[^1] = (blocks[^1].First, RowsOfBlock - (int)(_end[part] - _next[part]));
        return blocks;
    }

    private void AddBlock(int part)
    {
        if (_freeBlocks == 0)
        {
            _slabs.Add((nint)LargePages.Allocate((nuint)(BlocksOfSlab * RowsOfBlock * sizeof(AddressRow))));
            _freeBlocks = BlocksOfSlab;
        }

        var block = (AddressRow*)_slabs[^1] + ((BlocksOfSlab - _freeBlocks--) * RowsOfBlock);
        _blocks[part].Add((nint)block);
        _next[part] = block;
        _end[part] = block + RowsOfBlock;
    }
}
