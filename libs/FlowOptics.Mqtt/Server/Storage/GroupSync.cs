namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>
/// One flush to the disk for all that wait for one: while it runs, others write, and the next flush is for all of these. Thread-safe.
/// </summary>
/// <param name="sync">Flushes all that was written before it was called.</param>
internal sealed class GroupSync(Action sync)
{
    private readonly Lock _gate = new();
    private long _requested;
    private long _done;

    /// <summary>What was asked for last.</summary>
    public long Last => Interlocked.Read(ref _requested);

    /// <summary>Asks for what has been written up to now.</summary>
    public long Request() => Interlocked.Increment(ref _requested);

    /// <summary>Returns when what was asked for is on the disk.</summary>
    /// <exception cref="StorageException">It could not be flushed; the next one to wait tries again.</exception>
    public void Wait(long request)
    {
        if (Interlocked.Read(ref _done) >= request) return;
        lock (_gate)
        {
            if (Interlocked.Read(ref _done) >= request) return;
            var covered = Last;
            sync();
            Interlocked.Exchange(ref _done, covered);
        }
    }
}
