using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>All buckets, each a folder.</summary>
internal sealed partial class BucketStore(EmulatorOptions options, TimeProvider time, ILogger<BucketStore> logger)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly Lock _creating = new();

    private string Folder => Path.Combine(options.Folder, "s3");

    public IEnumerable<Bucket> All => _buckets.Values.OrderBy(bucket => bucket.Name, StringComparer.Ordinal);

    public static AwsException NoSuchBucket(string name) => new(404, "NoSuchBucket", "The specified bucket does not exist", ("BucketName", name));

    public void Open()
    {
        foreach (var (folder, settings) in SettingsFolders.Read<BucketSettings>(Folder, BucketSettings.File))
        {
            var bucket = new Bucket(folder, settings, time);
            if (bucket.Load() is > 0 and var removed) EmulatorLog.LeftOver(logger, removed, bucket.Name);
            _buckets[bucket.Name] = bucket;
        }
    }

    /// <exception cref="AwsException">NoSuchBucket.</exception>
    public Bucket Get(string name) => _buckets.TryGetValue(name, out var bucket) ? bucket : throw NoSuchBucket(name);

    public Bucket? Find(string name) => _buckets.GetValueOrDefault(name);

    /// <returns>False where it exists already.</returns>
    public bool Create(string name, string region)
    {
        if (!Name().IsMatch(name) || name.Contains("..", StringComparison.Ordinal) || IPAddress.TryParse(name, out _))
        {
            throw new AwsException(400, "InvalidBucketName", "The specified bucket is not valid.", ("BucketName", name));
        }

        lock (_creating)
        {
            if (_buckets.ContainsKey(name)) return false;
            var settings = new BucketSettings(name, region, DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()), []);
            var bucket = new Bucket(Path.Combine(Folder, name), settings, time);
            bucket.Change(settings);
            return _buckets.TryAdd(name, bucket);
        }
    }

    public void Delete(string name)
    {
        lock (_creating)
        {
            Get(name).DeleteIfEmpty();
            _buckets.TryRemove(name, out _);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
