using FlowOptics.Flows;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo.Networks;

/// <summary>From an address to the index of its network, by ranges that rise and do not overlap. Both families; each in arrays of its own.</summary>
internal sealed class AsnRanges
{
    private readonly uint[] _first4;
    private readonly uint[] _last4;
    private readonly int[] _network4;

    // Element p: the index of the first range that ends at or after address p << 16. The first range that ends at or after an address is therefore
    // between its /16's element and the next one, both included.
    private readonly int[] _bucket4 = new int[65_537];

    private readonly Address[] _first6;
    private readonly Address[] _last6;
    private readonly int[] _network6;

    private AsnRanges(Builder from)
    {
        (_first4, _last4, _network4) = ([.. from.First4], [.. from.Last4], [.. from.Network4]);
        (_first6, _last6, _network6) = ([.. from.First6], [.. from.Last6], [.. from.Network6]);
        var range = 0;
        for (var bucket = 0; bucket <= 65_535; bucket++)
        {
            while (range < _last4.Length && _last4[range] >> 16 < bucket) range++;
            _bucket4[bucket] = range;
        }

        _bucket4[65_536] = _last4.Length;
    }

    /// <returns>An index that the rows' network pool gave, or 0.</returns>
    public int Find(Address address) => address.IsIPv4 ? FindIPv4(address.IPv4Value) : FindIPv6(address);

    /// <summary>Adds the ranges of IPv4, with the numbers that the rows' network pool gave.</summary>
    public void AddIPv4(RunList runs)
    {
        for (var i = 0; i < _first4.Length; i++) runs.Add(Addresses.Wide(Address.FromIPv4(_first4[i])), Addresses.Wide(Address.FromIPv4(_last4[i])), _network4[i]);
    }

    /// <summary>Adds the ranges of IPv6 above ::/64: below are no public ones but IPv4's own.</summary>
    public void AddIPv6(RunList runs)
    {
        for (var i = 0; i < _first6.Length; i++)
        {
            var last = Addresses.Wide(_last6[i]);
            if (last >= Addresses.FirstPublicIPv6) runs.Add(UInt128.Max(Addresses.Wide(_first6[i]), Addresses.FirstPublicIPv6), last, _network6[i]);
        }
    }

    private int FindIPv4(uint address)
    {
        var bucket = address >> 16;
        var low = _bucket4[bucket];
        var high = _bucket4[bucket + 1];
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_last4[middle] < address) low = middle + 1;
            else high = middle;
        }

        return low < _first4.Length && _first4[low] <= address && address <= _last4[low] ? _network4[low] : 0;
    }

    private int FindIPv6(Address address)
    {
        var low = 0;
        var high = _first6.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_last6[middle] < address) low = middle + 1;
            else high = middle;
        }

        return low < _first6.Length && _first6[low] <= address ? _network6[low] : 0;
    }

    internal sealed class Builder
    {
        private Address _lastFirst;
        private Address _last;

        public List<uint> First4 { get; } = [];

        public List<uint> Last4 { get; } = [];

        public List<int> Network4 { get; } = [];

        public List<Address> First6 { get; } = [];

        public List<Address> Last6 { get; } = [];

        public List<int> Network6 { get; } = [];

        /// <summary>Adds a range. Of what an earlier one claims too (the npm file has such a pair), the earlier one keeps it.</summary>
        /// <returns>False where the range begins below the one added before.</returns>
        public bool TryAdd(Address first, Address last, int network)
        {
            if (first < _lastFirst) return false;
            _lastFirst = first;
            if (last <= _last) return true;
            if (first <= _last) first = Following(_last);
            _last = last;
            if (first.IsIPv4)
            {
                First4.Add(first.IPv4Value);
                Last4.Add(last.IPv4Value);
                Network4.Add(network);
            }
            else
            {
                First6.Add(first);
                Last6.Add(last);
                Network6.Add(network);
            }

            return true;
        }

        public AsnRanges Build() => new(this);

        private static Address Following(Address address) => new(address.Low == ulong.MaxValue ? address.High + 1 : address.High, address.Low + 1);
    }
}
