namespace FlowOptics.Lake.Tests.Reference;

/// <summary>A folder of the test's own, gone after it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flowoptics-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
