namespace FlowOptics.GraphApi.Live;

/// <summary>The window's buckets of one moment, oldest first, and the start that goes with them. Keeps their memory until it is disposed.</summary>
internal sealed class LiveReading : IDisposable
{
    public LiveReading(DateTimeOffset start, LiveBucket[] buckets)
    {
        (Start, Buckets) = (start, buckets);
        foreach (var bucket in buckets) bucket.BeginRead();
    }

    public DateTimeOffset Start { get; }

    public LiveBucket[] Buckets { get; }

    public void Dispose()
    {
        foreach (var bucket in Buckets) bucket.EndRead();
    }
}
