using FlowOptics.Emulator.Tests.Clients;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>
/// One world of random records over four days, for all tests of the store, other ones in each run; the seed of records and questions is in a failure's message, and with it in the environment
/// variable FLOWOPTICS_ATHENA_SEED the same ones come again.
/// </summary>
public sealed class AthenaFixture : EmulatorFixture
{
    private const string SeedVariable = "FLOWOPTICS_ATHENA_SEED";

    private readonly int _seed = Seeds.Fresh(SeedVariable);
    private AthenaWorld? _world;
    private AthenaFlowStore? _store;

    internal AthenaWorld World => _world!;

    internal AthenaFlowStore Athena => _store!;

    internal IReadOnlyDictionary<string, long> Sizes { get; private set; } = new Dictionary<string, long>(StringComparer.Ordinal);

    internal IReadOnlyList<FlowRecord> Records { get; private set; } = [];

    /// <summary>What a failure's message ends with.</summary>
    internal string Again => $"{SeedVariable}={_seed} makes the same records and questions again";

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["FlowOptics__Emulator__Athena__QueueMilliseconds"] = "0" };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _world = await AthenaWorld.StartAsync(Emulator);
        // A hundred or so each.
        var some = Sample(FlowRecords.Arbitrary.Generator, 60, 9).SelectMany(records => records).ToArray();
        Records = [.. AggregateQueries.Spread([.. GraphQueries.Spread(some).Take(some.Length / 2)]), .. GraphQueries.Spread([.. some.Skip(some.Length / 2)])];
        Sizes = await _world.FillAsync(Records);
        await _world.RunAsync(AthenaWorld.Ddl("flow_logs").ToSql());
        _store = _world.Store(_world.Options("flow_logs"));
    }

    public override async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        _world?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Some of the run's own.</summary>
    internal IReadOnlyList<T> Sample<T>(Gen<T> generator, int count, int size) => [.. generator.Sample(count, new Rnd((ulong)_seed), size)];
}

[CollectionDefinition(nameof(AthenaFixture))]
#pragma warning disable MA0048 // xunit's way of naming a collection.
public sealed class AthenaEmulated : ICollectionFixture<AthenaFixture>;
#pragma warning restore MA0048
