namespace FlowOptics.Lake;

/// <summary>A path under which a library that wants one can read an object: the object's own file where it has one, else a copy that is gone afterwards.</summary>
internal sealed class LocalFile : IDisposable
{
    // AWS's objects have at most 75 MB. What a gzip'd one unpacks to must not fill the disk.
    private const long MaxCopyBytes = 4L * 1024 * 1024 * 1024;

    private readonly FileStream? _copy;

    private LocalFile(string path, FileStream? copy)
    {
        Path = path;
        _copy = copy;
    }

    public string Path { get; }

    /// <summary>The opened file's path; or, of any other stream, that of a copy.</summary>
    /// <exception cref="ContentException">The object is too large to copy, or its gzip is at fault.</exception>
    public static async Task<LocalFile> OfAsync(StoredObject stored, Content content, CancellationToken cancellationToken)
    {
        // The file that was hashed, also where another has taken its name meanwhile.
        if (!content.IsGzip && stored.Content is FolderContent { DescriptorPath: { } path }) return new(path, null);

        var copy = new FileStream(
            System.IO.Path.Join(System.IO.Path.GetTempPath(), $"flowoptics-{Guid.NewGuid():n}.parquet"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
                BufferSize = 0,
            });
        try
        {
            await CopyAsync(content.Stream, copy, cancellationToken).ConfigureAwait(false);
            if (FolderContent.DescriptorPathOf(copy.SafeFileHandle) is not { } descriptor) return new(copy.Name, copy);
            // Without a name it goes with the process, even a killed one.
            File.Delete(copy.Name);
            return new(descriptor, copy);
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose() => _copy?.Dispose();

    private static async Task CopyAsync(Stream from, FileStream to, CancellationToken cancellationToken)
    {
        var block = new byte[64 * 1024];
        while (await from.ReadAsync(block, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            if (to.Position + read > MaxCopyBytes) throw new ContentException($"Parquet of more than {MaxCopyBytes} bytes", "give it in smaller files");
            await to.WriteAsync(block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        await to.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
