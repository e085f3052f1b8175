using System.Diagnostics.CodeAnalysis;

namespace FlowOptics.Lake;

/// <summary>What the feed knows of the folder: what it gave out, with which stamp, and what is still being written.</summary>
internal sealed class FolderObjects(FolderObjectStore store)
{
    private readonly Dictionary<string, (long Size, long Modified, int Listing)> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ObjectInfo Info, DateTimeOffset Since)> _settling = new(StringComparer.Ordinal);
    private readonly Queue<ObjectInfo> _ready = new();
    private int _listing;

    public bool HasSettling => _settling.Count > 0;

    public bool TryTake([NotNullWhen(true)] out ObjectInfo? info) => _ready.TryDequeue(out info);

    /// <summary>Looks at everything, and forgets what is gone.</summary>
    /// <exception cref="ObjectStoreException">The folder is missing or may not be read; nothing is forgotten then.</exception>
    public void List(DateTimeOffset now)
    {
        _listing++;
        foreach (var info in store.Scan(store.Folder)) Consider(info, now, finished: store.IsSettled(info, now));
        foreach (var (key, given) in _given)
        {
            if (given.Listing != _listing && !_settling.ContainsKey(key)) _given.Remove(key);
        }
    }

    /// <summary>Looks at what the watch pointed to: a file, or a folder whose files came before the watch reached into it.</summary>
    public void Consider(FolderHint hint, DateTimeOffset now)
    {
        if (Directory.Exists(hint.Path))
        {
            if (!ObjectNames.IsEntered(Path.GetFileName(hint.Path))) return;
            foreach (var info in store.Scan(hint.Path))
            {
                if (store.KeyOf(Path.Join(store.Folder, info.Key)) is not null) Consider(info, now, hint.Renamed || store.IsSettled(info, now));
            }
        }
        else if (store.KeyOf(hint.Path) is { } key && store.Stat(key) is { } info)
        {
            Consider(info, now, hint.Renamed || store.IsSettled(info, now));
        }
    }

    /// <summary>Gives out what has come to rest since it was last looked at.</summary>
    public void ConsiderSettling(DateTimeOffset now)
    {
        if (_settling.Count == 0) return;
        foreach (var (key, (info, since)) in _settling.ToArray())
        {
            if (store.Stat(key) is not { } current) _settling.Remove(key);
            else if (current != info) _settling[key] = (current, now);
            else if (now - since >= store.Options.Settle) Give(current);
        }
    }

    private void Consider(ObjectInfo info, DateTimeOffset now, bool finished)
    {
        if (_given.TryGetValue(info.Key, out var given) && given.Size == info.Size && given.Modified == info.LastModified.UtcTicks)
        {
            _given[info.Key] = given with { Listing = _listing };
        }
        else if (finished)
        {
            Give(info);
        }
        else if (!_settling.TryGetValue(info.Key, out var settling) || settling.Info != info)
        {
            _settling[info.Key] = (info, now);
        }
    }

    private void Give(ObjectInfo info)
    {
        _settling.Remove(info.Key);
        _given[info.Key] = (info.Size, info.LastModified.UtcTicks, _listing);
        _ready.Enqueue(info);
    }
}
