namespace FlowOptics.Mqtt.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flowoptics-mqtt-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
