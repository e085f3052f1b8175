namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>Nanoseconds since 1970, as OTLP has them, and milliseconds, as the page has them.</summary>
internal static class UnixTime
{
    private const double NanosecondsPerMillisecond = 1e6;
    private const long NanosecondsPerTick = 100;

    // A double holds today's time to a quarter of a microsecond; the digits behind are none.
    private const int Digits = 4;

    public static double Milliseconds(long nanoseconds) => Math.Round(nanoseconds / NanosecondsPerMillisecond, Digits);

    public static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    /// <summary>A time as it was sent; what lies past 2262 is the end of time.</summary>
    public static long Of(ulong nanoseconds) => nanoseconds > long.MaxValue ? long.MaxValue : (long)nanoseconds;
}
