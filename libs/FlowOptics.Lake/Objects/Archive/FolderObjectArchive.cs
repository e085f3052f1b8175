namespace FlowOptics.Lake;

/// <summary>Objects in a folder that stands for the bucket: written beside, forced to the disk, renamed.</summary>
public sealed class FolderObjectArchive(FolderObjectStore store) : IObjectArchive
{
    private const int Block = 128 * 1024;

    /// <inheritdoc/>
    public Task<bool> PutAsync(string key, string file, CancellationToken cancellationToken)
    {
        var path = store.PathOf(key);
        try
        {
            var isNew = !File.Exists(path);
            if (isNew) Write(path, file, cancellationToken);
            // Also where it was there: who renamed it may have been killed before this.
            for (var folder = Path.GetDirectoryName(path)!; folder.Length >= store.Folder.Length; folder = Path.GetDirectoryName(folder)!) FolderSync.Flush(folder);
            return Task.FromResult(isNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreException($"object '{key}' cannot be written ({e.Message}): give this user the right to write in '{store.Folder}', and the disk room", e);
        }
    }

    private static void Write(string path, string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Always the same name, which is no object's: what a killed process left is overwritten when the request comes again.
        var unfinished = path + ".part";
        using (var from = File.OpenHandle(file))
        using (var to = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var block = new byte[Block];
            for (long position = 0; RandomAccess.Read(from, block, position) is var read and > 0; position += read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RandomAccess.Write(to, block.AsSpan(0, read), position);
            }

            RandomAccess.FlushToDisk(to);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
