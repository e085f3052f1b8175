namespace FlowOptics.Flows;

/// <summary>
/// Where a batch was cut from: a run of records of one immutable object. Two batches with the same origin hold the same records,
/// whichever process cut them, so a consumer recognises a repeat by it.
/// </summary>
/// <param name="Bucket">The S3 bucket's name, or the name of the folder that stands for it.</param>
/// <param name="Key">The object's key, with forward slashes.</param>
/// <param name="ETag">A hash of the object's content; an object written anew under its old key has another.</param>
/// <param name="FirstRecord">The index, among the object's flow records (rejected lines, NODATA and SKIPDATA not counted), of the batch's first.</param>
/// <param name="Count">How many flow records.</param>
public sealed record BatchOrigin(string Bucket, string Key, string ETag, long FirstRecord, int Count)
{
    /// <summary>
    /// A 64-bit hash of all five, the same in every process and on every machine (never <see cref="object.GetHashCode"/>).
    /// </summary>
    public ulong Id => BatchId.Of(this);
}
