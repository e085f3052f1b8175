namespace FlowOptics.Demo.Delivery;

/// <summary>How a span is cut into objects: live, one up to the flow log's last end; what is further behind, one each quarter of an hour.</summary>
internal static class DeliveryPlan
{
    /// <summary>The longest interval an object covers, on the clock's quarters.</summary>
    public const int LongestInterval = 900;

    // A tick or two that came late make one longer object.
    private const int NearlyLive = 60;

    /// <summary>Where to begin: where the last run ended, but no further back than <paramref name="span"/>.</summary>
    public static long Begin(long? deliveredUntil, long now, TimeSpan span)
    {
        var oldest = (now - (long)span.TotalSeconds) / LongestInterval * LongestInterval;
        return deliveredUntil > oldest ? deliveredUntil.Value : oldest;
    }

    /// <summary>Intervals from <paramref name="from"/> to <paramref name="end"/>, one after another, without gap or overlap.</summary>
    public static IEnumerable<(long From, long To)> Cut(long from, long end)
    {
        while (from < end)
        {
            var to = end - from <= NearlyLive ? end : Math.Min(end, (from / LongestInterval + 1) * LongestInterval);
            yield return (from, to);
            from = to;
        }
    }

    /// <summary>When a back-filled object would have come: a minute after its interval, or now.</summary>
    public static DateTimeOffset? Delivered(long to, long now) => now - to <= NearlyLive ? null : DateTimeOffset.FromUnixTimeSeconds(to + NearlyLive);
}
