namespace FlowOptics.GraphApi.Live;

/// <summary>The window's buckets of one moment, oldest first, and the start that goes with them. Keeps their memory until it is disposed.</summary>
internal sealed class LiveReading : IDisposable
{
    public LiveReading(DateTimeOffset start, DateTimeOffset time, LiveBucket[] buckets)
    {
        (Start, Time, Buckets) = (start, time, buckets);
        foreach (var bucket in buckets) bucket.BeginRead();
    }

    public DateTimeOffset Start { get; }

    /// <summary>The moment.</summary>
    public DateTimeOffset Time { get; }

    public LiveBucket[] Buckets { get; }

    /// <summary>What an answer says of its end: a question may go on into the future, records do not.</summary>
    public DateTimeOffset EndOf(DateTimeOffset to) => to < Time ? to : Time;

    public void Dispose()
    {
        foreach (var bucket in Buckets) bucket.EndRead();
    }
}
