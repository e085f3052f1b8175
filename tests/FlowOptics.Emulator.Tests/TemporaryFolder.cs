namespace FlowOptics.Emulator.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flowoptics-emulator-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
