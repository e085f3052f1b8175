using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

/// <summary>
/// The system's word on changes below a folder. Hints are kept once a path; when they grow beyond <see cref="MaxHints"/>, or the system
/// itself lost some, they are thrown away and <see cref="TakeMissed"/> asks for a listing instead.
/// </summary>
internal sealed class FolderWatch(string folder, ILogger? logger) : IDisposable
{
    private const int MaxHints = 50_000;

    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Lock _gate = new();
    private Dictionary<string, bool> _hints = new(StringComparer.Ordinal);
    private FileSystemWatcher? _watcher;
    private bool _missed;
    private bool _told;

    /// <summary>Starts to watch, where it does not already. False where the system cannot.</summary>
    public bool TryOpen()
    {
        if (_watcher is not null) return true;
        if (!Directory.Exists(folder)) return false;
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.Size | NotifyFilters.LastWrite,
                InternalBufferSize = 64 * 1024,
            };
            watcher.Created += (_, e) => Add(e.FullPath, renamed: false);
            watcher.Changed += (_, e) => Add(e.FullPath, renamed: false);
            watcher.Renamed += (_, e) => Add(e.FullPath, renamed: true);
            watcher.Error += (_, e) => OnError(e.GetException());
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
            return true;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            watcher?.Dispose();
            Tell(e);
            return false;
        }
    }

    public void Close()
    {
        _watcher?.Dispose();
        _watcher = null;
    }

    /// <summary>True once after hints were lost.</summary>
    public bool TakeMissed()
    {
        lock (_gate)
        {
            var missed = _missed;
            _missed = false;
            return missed;
        }
    }

    public IReadOnlyList<FolderHint> Take()
    {
        lock (_gate)
        {
            if (_hints.Count == 0) return [];
            var hints = _hints.Select(hint => new FolderHint(hint.Key, hint.Value)).ToArray();
            if (_hints.Count > 1000) _hints = new(StringComparer.Ordinal);
            else _hints.Clear();
            return hints;
        }
    }

    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout > TimeSpan.Zero) await _signal.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        Close();
        // The semaphore has no wait handle to free, and a late event may still release it.
    }

    private void Add(string path, bool renamed)
    {
        lock (_gate)
        {
            if (_hints.Count >= MaxHints)
            {
                _hints.Clear();
                _missed = true;
            }
            else
            {
                _hints[path] = renamed || _hints.GetValueOrDefault(path);
            }
        }

        Signal();
    }

    private void OnError(Exception e)
    {
        if (e is not InternalBufferOverflowException) Tell(e);
        lock (_gate) _missed = true;
        Signal();
    }

    private void Tell(Exception e)
    {
        if (_told) return;
        _told = true;
        if (logger is not null) FolderLog.NotWatched(logger, folder, e.Message);
    }

    private void Signal()
    {
        try
        {
            if (_signal.CurrentCount == 0) _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two events at once: the reader is woken already.
        }
    }
}
