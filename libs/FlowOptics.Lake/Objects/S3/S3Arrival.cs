namespace FlowOptics.Lake;

/// <summary>
/// When an object of S3 was new. S3 dates each object by when it was put there, also a copy of last year's; but AWS's own name for a flow log says its minute. A name that is more than an
/// hour older than the object is history that was brought in now: copied from another bucket, replicated late, replayed (docs/decisions/054).
/// </summary>
public static class S3Arrival
{
    // AWS delivers within some minutes of the minute in the name.
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    public static ObjectInfo Dated(ObjectInfo info) =>
        ObjectPath.MinuteOf(info.Key) is { } minute && info.LastModified - minute > Late ? info with { Arrival = minute } : info;
}
