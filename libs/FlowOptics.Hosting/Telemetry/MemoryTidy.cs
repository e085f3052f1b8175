namespace Aspire.Hosting.Telemetry;

/// <summary>
/// Gives back what telemetry leaves behind. Nearly all of it lives until newer takes its place, which is when the garbage collector has long stopped looking: a store of 36 MB would hold twice as
/// much of the machine. A thorough collection is made once for so many bytes received, and not more often than once a minute.
/// </summary>
internal sealed class MemoryTidy(TimeProvider time)
{
    private const long Bytes = 24L << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long _received;
    private long _last = time.GetTimestamp();

    public void Received(int bytes)
    {
        if (Interlocked.Add(ref _received, bytes) < Bytes) return;
        var last = Volatile.Read(ref _last);
        // Who is first takes it; the others' bytes count for the next.
        if (time.GetElapsedTime(last) < Pause || Interlocked.CompareExchange(ref _last, time.GetTimestamp(), last) != last) return;
        Interlocked.Exchange(ref _received, 0);
        ThreadPool.UnsafeQueueUserWorkItem(static _ => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true), null);
    }
}
