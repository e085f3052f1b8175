using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// Numbers the combinations of values that several text columns of a batch have, so that what is made of a combination is made once. Keeps its arrays from batch to
/// batch; not thread-safe.
/// </summary>
internal sealed class TextCombinations
{
    // Two columns whose values make no more pairs are numbered by a table; others by hashing.
    private const int MaxTable = 1 << 16;

    private readonly Dictionary<long, int> _pairs = [];
    private readonly List<int> _first = [];
    private int[] _numbers = [];
    private int[] _table = [];

    /// <summary>A record of each combination, by its number.</summary>
    public IReadOnlyList<int> First => _first;

    /// <summary>The number of each record's combination.</summary>
    public ReadOnlySpan<int> Numbers => _numbers;

    public void Find(int records, IEnumerable<TextColumn> columns)
    {
        if (_numbers.Length < records) _numbers = new int[Math.Max(records, FlowBatch.MaxRecords)];
        var numbers = _numbers.AsSpan(0, records);
        numbers.Clear();
        _first.Clear();
        if (records == 0) return;
        _first.Add(0);
        foreach (var column in columns)
        {
            // Most columns have one value in a batch: nothing to tell apart.
            var codes = column.Codes.AsSpan(0, records);
            if (codes.ContainsAnyExcept(codes[0])) Combine(numbers, codes, column.Values.Count + 1);
        }
    }

    private void Combine(Span<int> numbers, ReadOnlySpan<int> codes, int ofCodes)
    {
        var pairs = (long)_first.Count * ofCodes;
        _first.Clear();
        if (pairs > MaxTable) CombineByHash(numbers, codes, ofCodes);
        else CombineByTable(numbers, codes, ofCodes, (int)pairs);
    }

    private void CombineByTable(Span<int> numbers, ReadOnlySpan<int> codes, int ofCodes, int pairs)
    {
        if (_table.Length < pairs) _table = new int[pairs];
        var table = _table.AsSpan(0, pairs);
        table.Clear();
        for (var record = 0; record < numbers.Length; record++)
        {
            // 0 stands for "not yet".
            ref var number = ref table[(numbers[record] * ofCodes) + codes[record]];
            if (number == 0)
            {
                _first.Add(record);
                number = _first.Count;
            }

            numbers[record] = number - 1;
        }
    }

    private void CombineByHash(Span<int> numbers, ReadOnlySpan<int> codes, int ofCodes)
    {
        _pairs.Clear();
        var (last, number) = (-1L, 0);
        for (var record = 0; record < numbers.Length; record++)
        {
            var pair = ((long)numbers[record] * ofCodes) + codes[record];
            if (pair != last && !_pairs.TryGetValue(pair, out number))
            {
                _pairs.Add(pair, number = _first.Count);
                _first.Add(record);
            }

            last = pair;
            numbers[record] = number;
        }
    }
}
