namespace FlowOptics.Lake;

/// <summary>Times of a question as the lake's records have them.</summary>
internal static class RecordTime
{
    /// <summary>Unix seconds. Records' times are whole ones: from ≤ start and start &lt; to hold with both bounds rounded up.</summary>
    public static long Seconds(DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(seconds) < time ? seconds + 1 : seconds;
    }
}
