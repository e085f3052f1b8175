using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>
/// A bucket in a folder: <c>objects/ab/{hash of the key}.json</c> describes an object, <c>….{sequencer}.data</c> beside it has its bytes. The
/// description is renamed into place last and names the bytes: so at each moment the old object is there, or the new one. All descriptions are in
/// memory, in the order of S3's listings.
/// </summary>
internal sealed class Bucket
{
    private readonly Lock _gate = new();
    private readonly ObjectOrder _objects = new();
    private readonly TimeProvider _time;
    private long _lastSequence;
    private bool _deleted;

    public Bucket(string folder, BucketSettings settings, TimeProvider time)
    {
        (Folder, Settings, _time) = (folder, settings, time);
        Directory.CreateDirectory(StagingFolder);
        Directory.CreateDirectory(UploadsFolder);
        Directory.CreateDirectory(ObjectsFolder);
    }

    public string Name => Settings.Name;

    public string Folder { get; }

    public BucketSettings Settings { get; private set; }

    public string StagingFolder => Path.Combine(Folder, "staging");

    public string UploadsFolder => Path.Combine(Folder, "uploads");

    private string ObjectsFolder => Path.Combine(Folder, "objects");

    /// <summary>Reads the descriptions, and removes what a kill left unfinished.</summary>
    /// <returns>How many files were removed.</returns>
    public int Load()
    {
        var removed = RemoveAll(StagingFolder, "*");
        foreach (var folder in Directory.EnumerateDirectories(ObjectsFolder))
        {
            removed += RemoveAll(folder, "*" + AtomicFile.Unfinished);
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
            {
                var stored = AtomicFile.ReadJson<StoredObject>(file);
                _objects.Add(stored);
                known.Add(DataPath(stored));
            }

            foreach (var data in Directory.EnumerateFiles(folder, "*.data").Where(data => !known.Contains(data)).ToArray())
            {
                File.Delete(data);
                removed++;
            }
        }

        _objects.Sort();
        return removed;
    }

    public string DataPath(StoredObject stored) => $"{PathOf(stored.Key)}.{stored.Sequencer}.data";

    public StoredObject? Find(string key)
    {
        lock (_gate) return _objects.IndexOf(key) is >= 0 and var index ? _objects[index] : null;
    }

    /// <summary>An object's bytes, to be read while another write may replace it.</summary>
    public (StoredObject Stored, FileStream Data)? Open(string key)
    {
        lock (_gate)
        {
            var index = _objects.IndexOf(key);
            if (index < 0) return null;
            return (_objects[index], new FileStream(DataPath(_objects[index]), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1));
        }
    }

    /// <summary>Puts an object whose bytes are in a file of the staging folder, which is moved.</summary>
    /// <param name="check">Refuses by throwing, given the object that is there now.</param>
    /// <param name="beforeCommit">Called when nothing but a kill or a failing disk can prevent the write any more.</param>
    public StoredObject Put(StoredObject described, string stagedPath, Action<StoredObject?>? check, Action<StoredObject>? beforeCommit)
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            var index = _objects.IndexOf(described.Key);
            var before = index >= 0 ? _objects[index] : null;
            check?.Invoke(before);
            var stored = described with { Sequencer = NextSequencer(), LastModified = Now() };
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(stored.Key))!);
            File.Move(stagedPath, DataPath(stored));
            beforeCommit?.Invoke(stored);
            AtomicFile.WriteJson(PathOf(stored.Key) + ".json", stored);
            if (before is null)
            {
                _objects.Insert(~index, stored);
            }
            else
            {
                _objects[index] = stored;
                File.Delete(DataPath(before));
            }

            return stored;
        }
    }

    /// <param name="beforeCommit">Gets the object that goes, with the deletion's sequencer.</param>
    /// <returns>False where there was none.</returns>
    public bool Delete(string key, Action<StoredObject?>? check, Action<StoredObject>? beforeCommit)
    {
        lock (_gate)
        {
            var index = _objects.IndexOf(key);
            check?.Invoke(index >= 0 ? _objects[index] : null);
            if (index < 0) return false;
            var stored = _objects[index];
            beforeCommit?.Invoke(stored with { Sequencer = NextSequencer() });
            File.Delete(PathOf(key) + ".json");
            File.Delete(DataPath(stored));
            _objects.RemoveAt(index);
            return true;
        }
    }

    /// <inheritdoc cref="ObjectOrder.List"/>
    public ListedPage List(string prefix, string? delimiter, string? after, int most)
    {
        lock (_gate) return _objects.List(prefix, delimiter, after, most);
    }

    /// <summary>Objects whose keys begin with a prefix, in order.</summary>
    public List<StoredObject> ListAll(string prefix) => List(prefix, null, null, int.MaxValue).Objects;

    public void Change(BucketSettings settings)
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            AtomicFile.WriteJson(Path.Combine(Folder, BucketSettings.File), settings);
            Settings = settings;
        }
    }

    /// <exception cref="AwsException">It is not empty.</exception>
    public void DeleteIfEmpty()
    {
        lock (_gate)
        {
            ThrowIfDeleted();
            if (_objects.Count > 0)
                throw new AwsException(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", ("BucketName", Name));
            // Gone with the name of its settings: what a kill leaves of the rest is no bucket.
            File.Delete(Path.Combine(Folder, BucketSettings.File));
            _deleted = true;
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static int RemoveAll(string folder, string pattern)
    {
        var files = Directory.GetFiles(folder, pattern);
        foreach (var file in files) File.Delete(file);
        return files.Length;
    }

    private void ThrowIfDeleted()
    {
        if (_deleted) throw BucketStore.NoSuchBucket(Name);
    }

    private string PathOf(string key)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
        return Path.Combine(ObjectsFolder, hash[..2], hash);
    }

    // Grows over restarts, since the clock does.
    private string NextSequencer()
    {
        _lastSequence = Math.Max(_lastSequence + 1, _time.GetUtcNow().UtcTicks);
        return _lastSequence.ToString("X18", CultureInfo.InvariantCulture);
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
}
