using FlowOptics.GraphApi.Startup;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// How fast batches come over MQTT. The import runs beside at low priority; where the live path needs all there is, it waits altogether. Thread-safe.
/// </summary>
internal sealed class LiveLoad(TimeProvider time, GraphApiOptions options)
{
    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private long _spanStart;
    private long _records;
    private long _recordsBefore;

    /// <summary>True while, over the last half to whole second, more records a second came than <see cref="GraphApiOptions.ImportWaitsAbove"/>.</summary>
    public bool IsHeavy
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return Math.Max(_records, _recordsBefore) > options.ImportWaitsAbove * Span.TotalSeconds;
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
