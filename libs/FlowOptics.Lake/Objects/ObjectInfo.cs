namespace FlowOptics.Lake;

/// <summary>An object as a listing shows it.</summary>
/// <param name="Bucket">The S3 bucket, or the folder's name.</param>
/// <param name="Key">Path inside it, with forward slashes.</param>
/// <param name="Size">Bytes, as stored.</param>
/// <param name="LastModified">When it arrived in the bucket (UTC): the live window goes by it.</param>
public sealed record ObjectInfo(string Bucket, string Key, long Size, DateTimeOffset LastModified);
