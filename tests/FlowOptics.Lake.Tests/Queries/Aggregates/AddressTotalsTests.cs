namespace FlowOptics.Lake.Tests.Queries.Aggregates;

public sealed class AddressTotalsTests
{
    [Theory]
    [InlineData(0, 1, 10)]
    [InlineData(1, 1, 10)]
    [InlineData(5_000, 3, 10)]
    [InlineData(60_000, 20_000, 1)]
    [InlineData(60_000, int.MaxValue, 25)]
    [InlineData(60_000, 400, 1000)]
    public void Finds_the_largest_and_counts_all_as_a_plain_sum_does(int rows, int addresses, int limit)
    {
        var random = new Random(rows + limit);
        var high = new ulong[rows];
        var low = new ulong[rows];
        var values = new long[rows];
        for (var i = 0; i < rows; i++)
        {
            var address = (ulong)random.Next(addresses);
            // IPv4, and some of IPv6 that differ in their upper half alone; few values, so that many sums are equal.
            (high[i], low[i]) = address % 3 == 0 ? (0x2001_0db8_0000_0000 + address, 1UL) : (0UL, 0xFFFF_0000_0000 + address);
            values[i] = random.Next(4);
        }

        using var totals = new AddressTotals();
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(2048))
        {
            var (first, count) = (chunk[0], chunk.Length);
            Assert.True(totals.TryAdd(high.AsSpan(first, count), low.AsSpan(first, count), values.AsSpan(first, count)));
        }

        var (top, total) = totals.Find(limit, TestContext.Current.CancellationToken);
        var plain = Enumerable.Range(0, rows).GroupBy(i => (High: high[i], Low: low[i])).Select(group => (group.Key.High, group.Key.Low, Sum: group.Sum(i => (decimal)values[i]))).ToList();
        Assert.Equal(plain.Count, total);
        Assert.Equal(
            plain.OrderByDescending(one => one.Sum).ThenBy(one => one.High).ThenBy(one => one.Low).Take(limit),
            top.Select(one => (one.High, one.Low, (decimal)one.Sum)));
    }

    [Fact]
    public void Sums_beyond_63_bits_are_exact()
    {
        using var totals = new AddressTotals();
        for (var i = 0; i < 3; i++) Assert.True(totals.TryAdd([7, 7], [1, 2], [long.MaxValue, long.MaxValue - 1]));
        var (top, _) = totals.Find(2, TestContext.Current.CancellationToken);
        Assert.Equal([3 * (Int128)long.MaxValue, 3 * ((Int128)long.MaxValue - 1)], top.Select(total => total.Sum));
    }

    [Fact]
    public void Refuses_more_rows_than_it_may_hold()
    {
        using var totals = new AddressTotals(mostRows: 3);
        Assert.True(totals.TryAdd([1, 1], [1, 2], [5, 6]));
        Assert.False(totals.TryAdd([1, 1], [1, 2], [5, 6]));
        Assert.True(totals.TryAdd([1], [2], [1]));
        Assert.Equal(7, totals.Find(1, TestContext.Current.CancellationToken).Top[0].Sum);
    }
}
