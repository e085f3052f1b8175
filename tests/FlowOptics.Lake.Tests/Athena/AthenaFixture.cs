using FlowOptics.Lake.Tests.Reference;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>One world of random records over four days, for all tests of the store.</summary>
public sealed class AthenaFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private AthenaWorld? _world;
    private AthenaFlowStore? _store;

    internal AthenaWorld World => _world!;

    internal AthenaFlowStore Athena => _store!;

    internal IReadOnlyDictionary<string, long> Sizes { get; private set; } = new Dictionary<string, long>(StringComparer.Ordinal);

    internal IReadOnlyList<FlowRecord> Records { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _world = await AthenaWorld.StartAsync(_data.Path);
        // A hundred or so each; the same in each run.
        var some = FlowRecords.Arbitrary.Generator.Sample(60, 9).SelectMany(records => records).ToArray();
        Records = [.. AggregateQueries.Spread([.. GraphQueries.Spread(some).Take(some.Length / 2)]), .. GraphQueries.Spread([.. some.Skip(some.Length / 2)])];
        Sizes = await _world.FillAsync(Records);
        await _world.RunAsync(new FlowLogDdl { Format = AthenaWorld.Format, Location = $"s3://{AthenaWorld.Bucket}", Table = "flow_logs", Accounts = FlowRecords.Accounts, Regions = FlowRecords.Regions }.ToSql());
        _store = _world.Store(_world.Options("flow_logs"));
    }

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        if (_world is not null) await _world.DisposeAsync();
        _data.Dispose();
    }
}

[CollectionDefinition(nameof(AthenaFixture))]
#pragma warning disable MA0048 // xunit's way of naming a collection.
public sealed class AthenaEmulated : ICollectionFixture<AthenaFixture>;
#pragma warning restore MA0048
