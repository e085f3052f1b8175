using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Journal;

/// <summary>
/// Which objects were begun, done or refused: an append-only file, compacted when it is opened and when most of it is outdated. What a crash
/// tore off its end is left out; the objects named there are sent again. Thread-safe.
/// </summary>
/// <remarks>Written to the page cache: enough against a killed process. After power loss objects are sent again, and known by their origin.</remarks>
internal sealed class ObjectJournal : IDisposable
{
    private const int SmallestCompaction = 10_000;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly Func<JournalEntry, bool> _keep;
    private readonly Dictionary<(string Bucket, string Key), JournalEntry> _entries = [];
    private readonly FileStream _lock;
    private FileStream? _file;
    private int _lines;

    private ObjectJournal(string path, Func<JournalEntry, bool> keep)
    {
        _path = path;
        _keep = keep;
        // One process: a second Ingestor on the same folder fails here, before it has sent anything.
        _lock = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (File.Exists(path)) Load(File.ReadAllBytes(path));
        _file = Compact();
    }

    /// <summary>Lines that could not be read when the journal was opened, a torn last one not counted.</summary>
    public int DamagedLines { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    /// <param name="keep">False for a finished entry that will never be asked for again; asked at each compaction.</param>
    /// <exception cref="IOException">The file cannot be read or written, or another process has it open.</exception>
    public static ObjectJournal Open(string path, Func<JournalEntry, bool> keep) => new(path, keep);

    /// <summary>By what a listing shows: null where the object is unknown, or has changed since.</summary>
    public JournalState? StateOf(ObjectInfo info)
    {
        lock (_gate)
        {
            return _entries.TryGetValue((info.Bucket, info.Key), out var entry) && entry.Size == info.Size && entry.LastModified == info.LastModified
                ? entry.State
                : null;
        }
    }

    /// <summary>By content: a touched file is the same object still.</summary>
    public JournalState? StateOf(ObjectInfo info, string etag)
    {
        lock (_gate) return _entries.TryGetValue((info.Bucket, info.Key), out var entry) && entry.ETag == etag ? entry.State : null;
    }

    /// <summary>Whatever its content, size and time: some of it may have been sent.</summary>
    public bool IsBegun(string bucket, string key)
    {
        lock (_gate) return _entries.TryGetValue((bucket, key), out var entry) && entry.State == JournalState.Begun;
    }

    /// <exception cref="JournalException">The line could not be written.</exception>
    public void Write(ObjectInfo info, string etag, JournalState state, long records = 0)
    {
        var entry = new JournalEntry(info.Bucket, info.Key, etag, info.Size, info.LastModified, state, records);
        lock (_gate)
        {
            try
            {
                _file!.Write(JournalLine.Write(entry));
                _entries[(info.Bucket, info.Key)] = entry;
                if (++_lines > SmallestCompaction && _lines > _entries.Count * 2) _file = Compact();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new JournalException($"the journal '{_path}' cannot be written ({e.Message}): make room, or give this user the right to write there", e);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _lock.Dispose();
        }
    }

    private void Load(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (JournalLine.Read(text[..end]) is { } entry) _entries[(entry.Bucket, entry.Key)] = entry;
            else DamagedLines++;
            text = text[(end + 1)..];
        }
    }

    /// <summary>Writes what is still of use to a new file that then takes the old one's place: a crash leaves the one or the other.</summary>
    private FileStream Compact()
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.State != JournalState.Begun && !_keep(entry)) _entries.Remove(key);
        }

        _file?.Dispose();
        var next = _path + ".new";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            foreach (var entry in _entries.Values) file.Write(JournalLine.Write(entry));
        }

        File.Move(next, _path, overwrite: true);
        _lines = _entries.Count;
        return new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }
}
