using System.Globalization;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>An upload in parts, a folder: <c>upload.json</c>, and for each part a description that names the file of its bytes.</summary>
internal sealed class Upload(string folder, UploadDescription description, TimeProvider time)
{
    private readonly Lock _gate = new();

    public string Folder => folder;

    public UploadDescription Description => description;

    public IReadOnlyList<UploadPart> Parts()
    {
        lock (_gate)
        {
            return [.. Directory.EnumerateFiles(folder, "part-*.json").Select(AtomicFile.ReadJson<UploadPart>).OrderBy(part => part.Number)];
        }
    }

    /// <summary>Puts a part, in place of one with the same number.</summary>
    public UploadPart PutPart(int number, StagedBody staged)
    {
        lock (_gate)
        {
            var part = new UploadPart(number, Path.GetFileName(staged.Path) + ".data", staged.Length, staged.ETag, staged.Checksum,
                DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()));
            if (!Directory.Exists(folder)) throw UploadStore.NoSuchUpload(description.Id);
            File.Move(staged.Path, PathOf(part));
            var place = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{number:D5}.json"));
            var before = File.Exists(place) ? AtomicFile.ReadJson<UploadPart>(place) : null;
            AtomicFile.WriteJson(place, part);
            if (before is not null) File.Delete(PathOf(before));
            return part;
        }
    }

    public string PathOf(UploadPart part) => Path.Combine(folder, part.File);

    public void Delete()
    {
        lock (_gate)
        {
            if (!Directory.Exists(folder)) return;
            // Without its description it is no upload any more, whatever a kill leaves of the rest.
            File.Delete(Path.Combine(folder, UploadDescription.File));
            Directory.Delete(folder, recursive: true);
        }
    }
}
