namespace FlowOptics.AppHost;

/// <summary>The folder of the product's state, claimed by one AppHost at a time; the claim ends with the process, however it ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "apphost.lock";

    private readonly FileStream _lock;

    private DataFolder(FileStream claim) => _lock = claim;

    /// <exception cref="StartException">It cannot be made or written to, or another AppHost has it.</exception>
    public static DataFolder Claim(string path, ProductOptions options)
    {
        try
        {
            Directory.CreateDirectory(path);
            var claim = new FileStream(Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            RunningInstance.Write(path, options);
            return new DataFolder(claim);
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartException($"The data folder '{path}' cannot be written to: give another with --data DIR, or change its permissions.", StartException.CannotStart);
        }
        catch (IOException error) when (RunningInstance.Read(path) is { } other && File.Exists(Path.Combine(path, LockFile)) && error is not DirectoryNotFoundException)
        {
            throw new StartException(
                $"Another FlowOptics (process {other.ProcessId}, at {other.PageUrl}) uses the data folder '{path}': stop it, or give another with --data DIR.",
                StartException.CannotStart);
        }
        catch (IOException error)
        {
            throw new StartException($"The data folder '{path}' cannot be used: {error.Message}", StartException.CannotStart);
        }
    }

    public void Dispose() => _lock.Dispose();
}
