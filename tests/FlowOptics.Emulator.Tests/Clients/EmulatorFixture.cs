namespace FlowOptics.Emulator.Tests.Clients;

/// <summary>One emulator for all tests that do not end it; each makes buckets and queues of its own.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    private TemporaryFolder? _data;

    internal EmulatorProcess Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _data = new TemporaryFolder();
        Emulator = await EmulatorProcess.StartAsync(_data.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        _data?.Dispose();
    }
}

[CollectionDefinition(nameof(SharedEmulator))]
public sealed class SharedEmulator : ICollectionFixture<EmulatorFixture>;
