namespace Aspire.Hosting.Telemetry.Receiving;

/// <summary>What has come and what was refused, since the start.</summary>
internal sealed class ReceivedCounts
{
    private readonly Announcement _changed = new();
    private long _requests, _bytes, _logs, _spans, _points, _malformed, _unauthorized, _tooLarge, _dropped, _version;

    /// <summary>The number of the last change.</summary>
    public long Version => Volatile.Read(ref _version);

    public long Requests => Volatile.Read(ref _requests);

    public long Bytes => Volatile.Read(ref _bytes);

    public long Logs => Volatile.Read(ref _logs);

    public long Spans => Volatile.Read(ref _spans);

    public long Points => Volatile.Read(ref _points);

    public long Malformed => Volatile.Read(ref _malformed);

    public long Unauthorized => Volatile.Read(ref _unauthorized);

    public long TooLarge => Volatile.Read(ref _tooLarge);

    /// <summary>Records of good requests that have no place, or cannot be shown.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void Add(Signal signal, int bytes, int kept, int dropped)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _dropped, dropped);
        switch (signal)
        {
            case Signal.Logs:
                Interlocked.Add(ref _logs, kept);
                break;
            case Signal.Traces:
                Interlocked.Add(ref _spans, kept);
                break;
            default:
                Interlocked.Add(ref _points, kept);
                break;
        }

        Tell();
    }

    public void AddMalformed() => Count(ref _malformed);

    public void AddUnauthorized() => Count(ref _unauthorized);

    public void AddTooLarge() => Count(ref _tooLarge);

    /// <summary>Something has changed.</summary>
    public void Tell()
    {
        Interlocked.Increment(ref _version);
        _changed.Tell();
    }

    /// <summary>Completes when there is a change after the one of this number.</summary>
    public Task MoreAsync(long after, CancellationToken cancellationToken) => _changed.WaitAsync(() => Version > after, cancellationToken);

    private void Count(ref long count)
    {
        Interlocked.Increment(ref count);
        Tell();
    }
}
