namespace FlowOptics.Flows;

/// <summary>
/// A number in one of some ranges, which is what every comparison of numbers comes to. Of a text column's value, which may be anything, it is asked
/// as of a number where the value is digits alone (at most 18); of any other text it is false.
/// </summary>
public sealed class NumberTest : ValueTest
{
    /// <summary>More digits than this may not fit 64 bits.</summary>
    public const int MaxDigits = 18;

    private readonly FilterRange[] _ranges;

    public NumberTest(IEnumerable<FilterRange> ranges) => _ranges = Merge(ranges);

    /// <summary>In order, apart from each other by at least one number.</summary>
    public IReadOnlyList<FilterRange> Ranges => _ranges;

    public override bool Matches(long value)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (value < _ranges[middle].First) high = middle - 1;
            else if (value > _ranges[middle].Last) low = middle + 1;
            else return true;
        }

        return false;
    }

    public override bool Matches(string value)
    {
        if (value.Length is 0 or > MaxDigits) return false;
        var number = 0L;
        foreach (var character in value)
        {
            if (!char.IsAsciiDigit(character)) return false;
            number = (number * 10) + (character - '0');
        }

        return Matches(number);
    }

    private static FilterRange[] Merge(IEnumerable<FilterRange> ranges)
    {
        var merged = new List<FilterRange>();
        foreach (var range in ranges.Where(range => range.First <= range.Last).OrderBy(range => range.First))
        {
            if (merged.Count > 0 && (merged[^1].Last == long.MaxValue || range.First <= merged[^1].Last + 1))
                merged[^1] = new FilterRange(merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return [.. merged];
    }
}
