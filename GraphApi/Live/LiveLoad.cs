namespace FlowOptics.GraphApi.Live;

/// <summary>
/// How fast batches come over MQTT. The import runs beside at low priority; where the live path needs all there is, it waits altogether. Thread-safe.
/// </summary>
internal sealed class LiveLoad(TimeProvider time)
{
    // Two cores take 200,000 records/s and import beside; beyond that, what the import takes is missing.
    private const long HeavyRecordsPerSecond = 250_000;
    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private long _spanStart;
    private long _records;
    private long _recordsBefore;

    /// <summary>True while, over the last half to whole second, more than 250,000 records a second came.</summary>
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
