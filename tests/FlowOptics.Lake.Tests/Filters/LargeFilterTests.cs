using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Filters;

/// <summary>Filters at their limits are statements that DuckDB takes, with the same answer as batches give.</summary>
public sealed class LargeFilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Filters =>
    [
        string.Join("or ", Enumerable.Range(0, FilterLimits.Comparisons).Select(i => $"port={i} ")),
        string.Concat(Enumerable.Repeat("not (port = 22 or ", 50)) + "port = 443" + new string(')', 50),
        string.Concat(Enumerable.Repeat("not ", FilterLimits.Depth)) + "city = Berlin",
        "addr in @hosts",
        "not addr in @prefixes",
        "port in @ports and city in @words",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Filters))]
    public void Is_answered_as_by_batches(string text)
    {
        var random = new Random(5);
        var filter = FlowFilter.Parse(text, Sets(random));
        var (_, batch) = new FilterWorld(random).Batch(1, 500);
        using var lake = Lakes.Open(_folder.Path);
        using (var writer = new LakeWriter(lake))
        {
            Assert.True(writer.Begin(Lakes.Info("a"), "etag"));
            writer.Append(batch);
            writer.End(new LedgerEntry(Lakes.Info("a"), "etag", LedgerState.Imported, 500, 0, 0, 0, null, DateTimeOffset.UnixEpoch));
            writer.Commit();
        }

        using var connection = lake.Connect();
        var sql = FilterSql.Add(new SqlText().Add("SELECT count(*) FROM flows WHERE "), filter, FilterColumns.Flows);
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(TestContext.Current.CancellationToken);
        Assert.Equal(FilterPredicate.Compile(filter).Match(batch, new bool[500]), (long)result.ToRows().Single()[0]!);
    }

    private static FilterSets Sets(Random random)
    {
        string Set(string name, Func<int, string> member, int count) => $"\"{name}\": [{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{member(i)}\""))}]";
        Address Other() => random.Next(2) == 0 ? Address.FromIPv4((uint)random.NextInt64()) : new Address((ulong)random.NextInt64(), (ulong)random.NextInt64());
        string Host(int i) => (i % 1000 == 0 ? FilterWorld.Addresses[random.Next(FilterWorld.Addresses.Length)] : Other()).ToString();
        string Prefix(int i) => Host(i) is var host && host.Contains(':', StringComparison.Ordinal) ? $"{host}/{random.Next(20, 129)}" : $"{host}/{random.Next(10, 33)}";
        return FilterSets.Parse("{" + string.Join(',', Set("hosts", Host, FilterLimits.Values), Set("prefixes", Prefix, FilterLimits.Values),
            Set("ports", i => $"{i * 10}", 5000), Set("words", i => i == 0 ? "berlin" : $"word {i}", 4000)) + "}");
    }
}
