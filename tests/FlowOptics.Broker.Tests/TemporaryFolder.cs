namespace FlowOptics.Broker.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flowoptics-broker-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
