using FlowOptics.EndToEnd.Logs;

namespace FlowOptics.EndToEnd.Product;

/// <summary>A folder for one test: the user's own logs, and beside them what the product keeps. Gone with the test.</summary>
internal sealed class ProductFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowoptics-own-");

    public ProductFolder() => Logs = new OwnLogs(_folder.CreateSubdirectory("logs").FullName);

    public OwnLogs Logs { get; }

    public string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);
}
