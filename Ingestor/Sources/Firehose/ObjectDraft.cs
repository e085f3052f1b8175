using System.IO.Compression;

namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>An object that is being written: the records of one account and day, with a header, compressed, in a file that is gone with it.</summary>
internal sealed class ObjectDraft : IDisposable
{
    private readonly GZipStream _gzip;

    /// <param name="first">When its first record began: the minute in its name.</param>
    public ObjectDraft(string folder, string account, DateTimeOffset first, ReadOnlySpan<byte> header)
    {
        (Account, First) = (account, first);
        File = Path.Join(folder, Guid.NewGuid().ToString("N"));
        // Most of the time a request is of one account and day; written in blocks as they come.
        _gzip = new GZipStream(new FileStream(File, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024), CompressionLevel.Fastest);
        _gzip.Write(header);
        _gzip.WriteByte((byte)'\n');
    }

    public string Account { get; }

    public DateTimeOffset First { get; }

    public string File { get; }

    public void Write(ReadOnlySpan<byte> lines) => _gzip.Write(lines);

    /// <summary>No more lines: the file is whole.</summary>
    public void Complete() => _gzip.Dispose();

    public void Dispose()
    {
        _gzip.Dispose();
        System.IO.File.Delete(File);
    }
}
