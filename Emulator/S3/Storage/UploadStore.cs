using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>The uploads in parts of all buckets; the folders are the truth.</summary>
internal sealed class UploadStore(TimeProvider time)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Upload> _open = new(StringComparer.Ordinal);

    public static AwsException NoSuchUpload(string? id) => new(404, "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
        ("UploadId", id ?? ""));

    public Upload Create(Bucket bucket, Func<string, UploadDescription> describe)
    {
        var id = Guid.NewGuid().ToString("N");
        var folder = Path.Combine(bucket.UploadsFolder, id);
        Directory.CreateDirectory(folder);
        var description = describe(id);
        AtomicFile.WriteJson(Path.Combine(folder, UploadDescription.File), description);
        return _open[folder] = new Upload(folder, description, time);
    }

    /// <exception cref="AwsException">NoSuchUpload.</exception>
    public Upload Get(Bucket bucket, string key, string? id) => Find(bucket, key, id) ?? throw NoSuchUpload(id);

    public Upload? Find(Bucket bucket, string key, string? id)
    {
        if (!Guid.TryParseExact(id, "N", out _)) return null;
        var folder = Path.Combine(bucket.UploadsFolder, id);
        var file = Path.Combine(folder, UploadDescription.File);
        if (!File.Exists(file)) return null;
        var upload = _open.GetOrAdd(folder, path => new Upload(path, AtomicFile.ReadJson<UploadDescription>(file), time));
        return upload.Description.Described.Key == key ? upload : null;
    }

    public static IEnumerable<UploadDescription> All(Bucket bucket) => Directory.EnumerateDirectories(bucket.UploadsFolder)
        .Select(folder => Path.Combine(folder, UploadDescription.File)).Where(File.Exists).Select(AtomicFile.ReadJson<UploadDescription>)
        .OrderBy(each => each.Described.Key, KeyOrder.Instance).ThenBy(each => each.Initiated);

    public void Delete(Upload upload)
    {
        upload.Delete();
        _open.TryRemove(upload.Folder, out _);
    }
}
