namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>Steps of equal length that end now, at most 300 of them.</summary>
internal readonly struct TimeGrid
{
    private const int MostSteps = 300;
    private const long Second = 1_000_000_000;
    private const int SecondsPerMinute = 60;

    // What is exported each second is here a little later; a step is shown when it is whole.
    private const long Lag = 1_500_000_000;

    private static readonly long[] StepSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300];

    public TimeGrid(long now, int minutes)
    {
        var seconds = minutes * SecondsPerMinute;
        Step = StepSeconds.First(step => seconds / step <= MostSteps) * Second;
        End = (now - Lag) / Step * Step;
        Count = (int)(seconds * Second / Step);
        Start = End - (Count * Step);
    }

    /// <summary>Nanoseconds.</summary>
    public long Step { get; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long Start { get; }

    public long End { get; }

    public int Count { get; }

    public double StepInSeconds => (double)Step / Second;

    public long EndOf(int step) => Start + ((step + 1) * Step);
}
