namespace FlowOptics.Flows;

/// <summary>An address in one of some prefixes; a single address is a prefix of full length.</summary>
public sealed class AddressTest : ValueTest
{
    private readonly Prefix[] _prefixes;

    public AddressTest(IEnumerable<Prefix> prefixes) => _prefixes = WithoutInner(prefixes);

    /// <summary>In order, none within another.</summary>
    public IReadOnlyList<Prefix> Prefixes => _prefixes;

    /// <remarks>Two prefixes are apart or one holds the other, so those that are left are in order by their ends too.</remarks>
    public override bool Matches(Address value)
    {
        if (value.IsNone) return false;
        var (low, high) = (0, _prefixes.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (value < _prefixes[middle].First) high = middle - 1;
            else if (value > _prefixes[middle].Last) low = middle + 1;
            else return true;
        }

        return false;
    }

    private static Prefix[] WithoutInner(IEnumerable<Prefix> prefixes)
    {
        var kept = new List<Prefix>();
        foreach (var prefix in prefixes.OrderBy(prefix => prefix.First).ThenByDescending(prefix => prefix.Last))
        {
            if (kept.Count == 0 || prefix.First > kept[^1].Last) kept.Add(prefix);
        }

        return [.. kept];
    }
}
