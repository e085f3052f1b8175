namespace FlowOptics.Demo.Inside;

/// <summary>
/// How busy it is: a daily curve (quietest at 02:00, busiest at 14:00 UTC) with a five-minute swell on it, as its own integral, so that the
/// amount of any interval is a difference of two values and intervals add up exactly.
/// </summary>
internal static class DayCurve
{
    // Near enough to now that a double keeps fractions of a packet for years.
    private const long Epoch = 1_767_225_600; // 2026-01-01T00:00Z
    private const double Day = Math.Tau / 86_400;
    private const double Swell = Math.Tau / 300;
    private const double DayHeight = 0.5;
    private const double SwellHeight = 0.3;

    /// <summary>Seconds of average business from the epoch to <paramref name="time"/>; grows for ever, since the two heights stay below one.</summary>
    public static double At(long time, double phase)
    {
        var x = time - Epoch;
        return x - DayHeight / Day * Math.Cos(Day * (x - 8 * 3600)) - SwellHeight / Swell * Math.Cos(Swell * x + phase);
    }
}
