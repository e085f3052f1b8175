namespace FlowOptics.GraphApi.Live;

/// <summary>
/// How fast batches come over MQTT, so that the import, which can wait, leaves the processors to what is live. Thread-safe.
/// </summary>
internal sealed class LiveLoad(TimeProvider time)
{
    // Far above what the import would disturb: two cores take more than four times this with the import beside.
    private const long HeavyRecordsPerSecond = 20_000;
    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private long _spanStart;
    private long _records;
    private long _recordsBefore;

    /// <summary>True while, over the last half to whole second, more than 20,000 records a second came.</summary>
    public bool IsHeavy
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return Math.Max(_records, _recordsBefore) > HeavyRecordsPerSecond * Span.TotalSeconds;
            }
        }
    }

    public void Add(int records)
    {
        lock (_lock)
        {
            Turn();
            _records += records;
        }
    }

    private void Turn()
    {
        var elapsed = time.GetElapsedTime(_spanStart);
        if (elapsed < Span) return;
        _recordsBefore = elapsed < 2 * Span ? _records : 0;
        _records = 0;
        _spanStart = time.GetTimestamp();
    }
}
