namespace FlowOptics.Emulator.Tests.Clients;

/// <summary>One emulator for all tests of a collection that do not end it; each makes buckets, queues and tables of its own.</summary>
public class EmulatorFixture : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("flowoptics-emulator-").FullName;

    internal EmulatorProcess Emulator { get; private set; } = null!;

    /// <summary>The emulator's folder.</summary>
    internal string Data => _data;

    /// <summary>The emulator's environment, beside what it has anyway.</summary>
    protected virtual IReadOnlyDictionary<string, string>? Settings => null;

    public virtual async ValueTask InitializeAsync() => Emulator = await EmulatorProcess.StartAsync(_data, Settings);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Emulator is not null) await Emulator.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}

[CollectionDefinition(nameof(SharedEmulator))]
public sealed class SharedEmulator : ICollectionFixture<EmulatorFixture>;
