using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Lake.Tests.Objects.S3;

/// <summary>One emulator for all tests of S3; each has its own bucket.</summary>
public sealed class S3Fixture : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private EmulatorProcess? _emulator;

    internal EmulatorProcess Emulator => _emulator!;

    internal string Data => _data.Path;

    public async ValueTask InitializeAsync() => _emulator = await EmulatorProcess.StartAsync(_data.Path);

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null) await _emulator.DisposeAsync();
        _data.Dispose();
    }
}

[CollectionDefinition(nameof(S3Fixture))]
#pragma warning disable MA0048 // xunit's way of naming a collection.
public sealed class S3Emulated : ICollectionFixture<S3Fixture>;
#pragma warning restore MA0048
