using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>
/// A bucket in a folder: <c>objects/ab/{hash of the key}.json</c> describes an object, <c>….{sequencer}.data</c> beside it has its bytes. The description is renamed into place last and
/// names the bytes: so at each moment the old object is there, or the new one. All descriptions are in memory, in the order of S3's listings.
/// </summary>
internal sealed class Bucket
{
    private readonly Lock _gate = new();
    private readonly List<StoredObject> _objects = [];
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

        _objects.Sort((one, other) => KeyOrder.Instance.Compare(one.Key, other.Key));
        return removed;
    }

    public string DataPath(StoredObject stored) => $"{PathOf(stored.Key)}.{stored.Sequencer}.data";

    public StoredObject? Find(string key)
    {
        lock (_gate) return IndexOf(key) is >= 0 and var index ? _objects[index] : null;
    }

    /// <summary>An object's bytes, to be read while another write may replace it.</summary>
    public (StoredObject Stored, FileStream Data)? Open(string key)
    {
        lock (_gate)
        {
            var index = IndexOf(key);
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
            var index = IndexOf(described.Key);
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
            var index = IndexOf(key);
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

    /// <summary>A page of a listing: objects and, where a delimiter is given, prefixes that stand for all keys below them.</summary>
    /// <param name="after">Only what comes after this key or prefix.</param>
    public ListedPage List(string prefix, string? delimiter, string? after, int most)
    {
        var page = new ListedPage();
        if (most == 0) return page;
        lock (_gate)
        {
            var index = after is null ? 0 : FirstAfter(after, delimiter, prefix);
            index = Math.Max(index, FirstFrom(prefix));
            while (index < _objects.Count && _objects[index].Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                if (page.Count == most)
                {
                    page.IsTruncated = true;
                    return page;
                }

                var stored = _objects[index];
                var cut = string.IsNullOrEmpty(delimiter) ? -1 : stored.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                if (cut < 0)
                {
                    page.Objects.Add(stored);
                    page.Last = stored.Key;
                    index++;
                }
                else
                {
                    page.Last = stored.Key[..(cut + delimiter!.Length)];
                    page.Prefixes.Add(page.Last);
                    index = FirstBeyond(page.Last);
                }
            }
        }

        return page;
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
            if (_objects.Count > 0) throw new AwsException(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", ("BucketName", Name));
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

    /// <summary>Where the key is, or the complement of where it would be.</summary>
    private int IndexOf(string key)
    {
        var (low, high) = (0, _objects.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = KeyOrder.Instance.Compare(_objects[middle].Key, key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private int FirstFrom(string key) => IndexOf(key) is var index && index < 0 ? ~index : index;

    private int FirstAfter(string key, string? delimiter, string prefix)
    {
        // A token that is itself a common prefix stands for all keys below it.
        if (!string.IsNullOrEmpty(delimiter) && key.EndsWith(delimiter, StringComparison.Ordinal) && key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal)) return FirstBeyond(key);
        return IndexOf(key) is var index && index < 0 ? ~index : index + 1;
    }

    private int FirstBeyond(string prefix)
    {
        var (low, high) = (0, _objects.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var key = _objects[middle].Key;
            if (key.StartsWith(prefix, StringComparison.Ordinal) || KeyOrder.Instance.Compare(key, prefix) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
