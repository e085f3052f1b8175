using System.Buffers;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace FlowOptics.Lake;

/// <summary>
/// A folder that stands for a bucket: AWS's layout, or any. A key is the path inside it. Which files are objects: <see cref="ObjectNames"/>;
/// links to folders are not followed, so that a circle of them ends.
/// </summary>
public sealed class FolderObjectStore : IObjectStore
{
    private const int HashBlock = 128 * 1024;

    private readonly ILogger? _logger;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    /// <param name="folder">Absolute; need not exist yet.</param>
    public FolderObjectStore(
        string folder, FolderObjectOptions? options = null, ILogger<FolderObjectStore>? logger = null, TimeProvider? time = null)
    {
        Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Options = options ?? new();
        Bucket = Path.GetFileName(Folder) is { Length: > 0 } name ? name : "bucket";
        _logger = logger;
        _time = time ?? TimeProvider.System;
    }

    public string Bucket { get; }

    public string Folder { get; }

    internal FolderObjectOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="ObjectStoreException">The folder is missing or may not be read. One that may not be read further down is logged once and left out.</exception>
    public async IAsyncEnumerable<ObjectInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var now = _time.GetUtcNow();
        foreach (var info in Scan(Folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsSettled(info, now)) yield return info;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectStoreException">The file may not be read.</exception>
    public Task<StoredObject?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            var info = new ObjectInfo(Bucket, key, length, new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero));
            var etag = Hash(file, length, cancellationToken);
            var stored = new StoredObject(info, etag, new FolderContent(file, length));
            file = null;
            return Task.FromResult<StoredObject?>(stored);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<StoredObject?>(null);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ObjectStoreException($"object '{key}' cannot be read ({e.Message}): give this user the right to read '{path}'", e);
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectStoreException">The key leads out of the folder.</exception>
    public Task<ObjectInfo?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(Stat(key));

    /// <summary>A writer sets the modification time to now: one that is some time away, in the past or (a wrong clock) the future, has come to rest.</summary>
    internal bool IsSettled(ObjectInfo info, DateTimeOffset now) => (now - info.LastModified).Duration() >= Options.Settle;

    internal string PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Join(Folder, key));
        if (!path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ObjectStoreException($"object key '{key}' leads out of the folder '{Folder}': it is not read");
        }

        return path;
    }

    /// <summary>The key of a path inside the folder, or null where its name says that it is no object.</summary>
    internal string? KeyOf(string path)
    {
        if (!path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        var key = path[(Folder.Length + 1)..];
        if (Path.DirectorySeparatorChar != '/') key = key.Replace(Path.DirectorySeparatorChar, '/');
        return ObjectNames.IsTakenKey(key) ? key : null;
    }

    /// <summary>What is there now, or null.</summary>
    internal ObjectInfo? Stat(string key)
    {
        var file = new FileInfo(PathOf(key));
        return file.Exists ? new(Bucket, key, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)) : null;
    }

    /// <summary>All objects under <paramref name="folder"/>, settled or not, one stat a file, nothing held in memory but the folders still to enter.</summary>
    internal IEnumerable<ObjectInfo> Scan(string folder)
    {
        var folders = new Stack<string>();
        folders.Push(folder);
        while (folders.TryPop(out var next))
        {
            using var entries = Enter(next);
            while (MoveNext(entries, next))
            {
                var (name, isFolder, size, modified) = entries!.Current;
                if (isFolder) folders.Push(Path.Join(next, name));
                // A file that went away between its name and its stat has no time.
                else if (modified.Year > 1900) yield return new ObjectInfo(Bucket, Key(next, name), size, modified);
            }
        }
    }

    private static string Hash(SafeFileHandle file, long length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(HashBlock);
        try
        {
            for (long position = 0; position < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(block.Length, length - position)), position);
                if (read == 0) break;
                hash.AppendData(block, 0, read);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        // 128 bits, as long as S3's own etag, are enough to tell contents apart.
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private string Key(string folder, string name)
    {
        if (folder.Length == Folder.Length) return name;
        var inside = folder.AsSpan(Folder.Length + 1);
        return Path.DirectorySeparatorChar == '/' ? $"{inside}/{name}" : $"{inside}/{name}".Replace(Path.DirectorySeparatorChar, '/');
    }

    private IEnumerator<(string Name, bool IsFolder, long Size, DateTimeOffset Modified)>? Enter(string folder)
    {
        try
        {
            return new FileSystemEnumerable<(string, bool, long, DateTimeOffset)>(
                folder,
                (ref entry) => entry.IsDirectory
                    ? (entry.FileName.ToString(), true, 0, default)
                    : (entry.FileName.ToString(), false, entry.Length, entry.LastWriteTimeUtc),
                new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, RecurseSubdirectories = false })
            {
                ShouldIncludePredicate = (ref entry) => entry.IsDirectory
                    ? ObjectNames.IsEntered(entry.FileName) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
                    : ObjectNames.IsTaken(entry.FileName),
            }.GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(folder, e);
            return null;
        }
    }

    private bool MoveNext(IEnumerator<(string Name, bool IsFolder, long Size, DateTimeOffset Modified)>? entries, string folder)
    {
        try
        {
            return entries is not null && entries.MoveNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(folder, e);
            return false;
        }
    }

    private void Report(string folder, Exception e)
    {
        if (folder.Length == Folder.Length)
        {
            throw new ObjectStoreException(
                e is DirectoryNotFoundException
                    ? $"the folder '{Folder}' that stands for the bucket does not exist: create it, or point FlowOptics:Bucket (--logs) at another"
                    : $"the folder '{Folder}' that stands for the bucket cannot be read ({e.Message}): give this user the right to read it",
                e);
        }

        // A folder that retention took away meanwhile is no fault.
        if (e is DirectoryNotFoundException) return;
        lock (_reported)
        {
            if (!_reported.Add(folder)) return;
        }

        if (_logger is not null) FolderLog.Unreadable(_logger, folder, e.Message);
    }
}
