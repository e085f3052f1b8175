namespace FlowOptics.Lake.Tests.Objects;

/// <summary>A folder of its own for one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flowoptics-").FullName;

    public string Of(string key) => System.IO.Path.Join(Path, key);

    /// <summary>A file as it lies there after a while.</summary>
    public string Write(string key, byte[] content, TimeSpan? age = null)
    {
        var path = Of(key);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - (age ?? TimeSpan.FromMinutes(1)));
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
