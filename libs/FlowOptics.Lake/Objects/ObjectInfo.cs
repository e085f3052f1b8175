namespace FlowOptics.Lake;

/// <summary>An object as a listing shows it.</summary>
/// <param name="Bucket">The S3 bucket, or the folder's name.</param>
/// <param name="Key">Path inside it, with forward slashes.</param>
/// <param name="Size">Bytes, as stored.</param>
/// <param name="LastModified">When it came into the bucket (UTC).</param>
public sealed record ObjectInfo(string Bucket, string Key, long Size, DateTimeOffset LastModified)
{
    /// <summary>When it was new: what is streamed, and the live window, go by it. Earlier than <see cref="LastModified"/> where the object is a late copy.</summary>
    public DateTimeOffset Arrival { get; init; } = LastModified;
}
