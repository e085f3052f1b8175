namespace FlowOptics.Geo;

/// <summary>Sizes and times of the files, by which a change is seen without reading them.</summary>
internal sealed class FileStamps : IEquatable<FileStamps>
{
    private readonly (string Path, long Length, DateTime Written, DateTime Created)[] _files;

    private FileStamps(GeoFiles files) => _files =
        [.. new[] { files.CityIPv4, files.CityIPv6, files.AsnIPv4, files.AsnIPv6, files.AwsRanges }.Where(path => path is not null).Select(path => Of(path!))];

    public static FileStamps Of(GeoFiles files) => new(files);

    public bool Equals(FileStamps? other) => other is not null && _files.AsSpan().SequenceEqual(other._files);

    public override bool Equals(object? obj) => Equals(obj as FileStamps);

    public override int GetHashCode() => _files.Length;

    // npm gives every file the same time of writing; the time of creation (or of the last change of its entry) tells two of one size apart.
    private static (string Path, long Length, DateTime Written, DateTime Created) Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (path, file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc) : (path, -1, default, default);
    }
}
